import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import { systemActor, type Actor, type Work, type WorkRunner } from '../../../platform/work.ts'
import {
  cancelBatch,
  finishBatch,
  listBatches,
  listProvidersOf,
  listReadyDrafts,
  recordBatch,
  recordOutcomes,
  takeWaiting,
  type ReadyDraft,
} from '../store/batches.ts'
import { publishSeveral } from './publish-several.ts'
import { tellProviders } from './tell-provider.ts'
import type { TellThread } from './thread.ts'

/** Those that were ticked; or every draft, as the page listed them: by the fingerprint of that list. */
type Which = { readonly agreementIds: readonly string[] } | { readonly allShown: string }
export type PublishBatch = Which & {
  /** Undefined: now. */
  readonly publishAt: Date | undefined
}
export type BatchRefusal = { readonly code: 'nothing-to-publish' | 'other-drafts' }

/** Decided now, done by a job: at once or at its time. Each draft is published with the text that it has now, or not at all. */
export async function orderBatch(
  work: Work,
  { publishAt = work.now, ...which }: PublishBatch,
): Promise<Outcome<{ batchId: string; count: number }, BatchRefusal>> {
  const ids = await idsOf(work, which)
  if (!ids.ok) return ids
  const by = { publishAt, at: work.now, by: work.accountId, name: work.actor.name }
  const { id, count } = await recordBatch(work.tx, ids.value, by)
  if (count === 0) return refused({ code: 'nothing-to-publish' })
  // Another batch took some of them between the two statements.
  if ('allShown' in which && count !== ids.value.length) return refused({ code: 'other-drafts' })
  await work.audit('agreement-batch.ordered', { type: 'agreement-batch', id }, { count, at: publishAt.toISOString() })
  await work.enqueue(
    'agreements.publish-batch',
    { councilId: work.tx.councilId, batchId: id },
    { key: `publish-batch:${id}`, runAt: publishAt },
  )
  return done({ batchId: id, count })
}

/** Whoever publishes every draft publishes those that were counted, priced and checked before them, and no others. */
async function idsOf(work: Work, which: Which): Promise<Outcome<readonly string[], BatchRefusal>> {
  if ('agreementIds' in which) return done(which.agreementIds)
  const drafts = await listReadyDrafts(work.tx)
  return fingerprintOf(drafts) === which.allShown
    ? done(drafts.map(({ id }) => id))
    : refused({ code: drafts.length === 0 ? 'nothing-to-publish' : 'other-drafts' })
}

/** Of the drafts and the text of each. */
export function fingerprintOf(drafts: readonly Pick<ReadyDraft, 'id' | 'hash'>[]): string {
  return canonicalHash(drafts.map(({ id, hash }) => [id, hash])).toString('hex')
}

/** What is not published yet stays a draft. */
export async function stopBatch(work: Work, batchId: string): Promise<Outcome<null, { readonly code: 'finished' }>> {
  if (!(await cancelBatch(work.tx, batchId, work.now))) return refused({ code: 'finished' })
  await work.audit('agreement-batch.stopped', { type: 'agreement-batch', id: batchId })
  return done(null)
}

/** So many in one transaction: a crash repeats none of those before, and others are not kept waiting for long. */
const PART = 200

type Batch = { readonly councilId: string; readonly batchId: string; readonly part?: number }

/** Works through what waits. It may be killed and run again, by two workers at once: each agreement is published once. */
export async function publishBatch(
  runner: WorkRunner,
  { councilId, batchId, part = PART }: Batch,
  tellThread: TellThread,
): Promise<void> {
  const system = systemActor(councilId)
  const [batch] = await runner.run(system, ({ tx }) => listBatches(tx, { id: batchId }))
  if (batch === undefined) return
  // In the name of whoever ordered it: they are the sender, and may never sign it.
  const actor: Actor = {
    scope: { role: 'portal_council', councilId, accountId: batch.createdBy },
    name: batch.creatorName,
    face: 'council',
  }
  while ((await runner.run(actor, (work) => publishPart(work, { batchId, rows: part }, tellThread))) > 0);
  await runner.run(system, async (work) => {
    if (await finishBatch(work.tx, batchId, work.now)) await tellAll(work, batchId)
  })
}

type Part = { readonly batchId: string; readonly rows: number }

async function publishPart(work: Work, { batchId, rows }: Part, tellThread: TellThread): Promise<number> {
  const taken = await takeWaiting(work.tx, batchId, { now: work.now, rows })
  if (taken.length > 0) await recordOutcomes(work.tx, batchId, await publishSeveral(work, taken, tellThread))
  return taken.length
}

/** One message to each provider, however many of the batch are theirs. */
async function tellAll(work: Work, batchId: string): Promise<void> {
  await tellProviders(work, await listProvidersOf(work.tx, batchId), `agreement-batch:${batchId}`)
  const [batch] = await listBatches(work.tx, { id: batchId })
  if (batch === undefined || batch.refused === 0) return
  await notify(work, {
    event: 'agreement.unsigned',
    to: { kind: 'people', providerId: null, accountIds: [batch.createdBy] },
    text: `A batch of agreements is published; ${String(batch.refused)} could not be.`,
    href: `/council/agreements/batches/${batchId}`,
    key: `agreement-batch-done:${batchId}`,
  })
}
