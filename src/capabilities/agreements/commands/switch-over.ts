import { createHash } from 'node:crypto'
import { localDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { openManyForRecording } from '../../care-packages/index.ts'
import { findPause } from '../store/pause.ts'
import { agreeAll, listDue, recordSwitchOver, type Chosen, type Due } from '../store/switch-over.ts'
import { tellSwitchedOver } from './tell-provider.ts'

export type SwitchOver = { readonly chosen: Chosen; readonly shownHash: string; readonly reason: string }
export type SwitchOverRefusal =
  | { readonly code: 'changed' | 'nothing' }
  /** While nobody agrees and nobody rejects, the council does not either: something is wrong with what is offered. */
  | { readonly code: 'paused'; readonly why: string }

/** What the preview showed, as one number: the act agrees exactly that list or nothing. */
export function listHash(due: readonly Due[]): Buffer {
  const hash = createHash('sha256')
  for (const { id, revision, hash: text } of due) hash.update(`${id} ${String(revision)} ${text}\n`)
  return hash.digest()
}

/**
 * Agreements that were agreed on paper before the portal: the council says so for a sector or a provider, by one act
 * that is audited once. Nobody at a provider signs, and the papers do not say that anybody did.
 */
export async function switchOver(
  work: Work,
  { chosen, shownHash, reason }: SwitchOver,
): Promise<Outcome<{ id: string; count: number }, SwitchOverRefusal>> {
  const { tx } = work
  const pause = await findPause(tx)
  if (pause !== undefined) return refused({ code: 'paused', why: pause.reason })
  const due = await listDue(tx, chosen, { lock: true })
  if (due.length === 0) return refused({ code: 'nothing' })
  const hash = listHash(due)
  if (hash.toString('hex') !== shownHash) return refused({ code: 'changed' })
  const by = { at: work.now, by: work.accountId, name: work.actor.name }
  const id = await recordSwitchOver(tx, { chosen, reason, count: due.length, listHash: hash, ...by })
  const opened = await agreeAll(
    tx,
    due.map((one) => one.id),
    { ...by, id },
  )
  await openManyForRecording(
    tx,
    opened.map(({ packageId, from }) => ({ packageId, from: localDate(from) })),
    work.now,
  )
  await work.audit(
    'agreements.switched-over',
    { type: 'switch-over', id },
    { ...chosen, reason, count: due.length, hash: hash.toString('hex') },
  )
  for (const providerId of new Set(due.map((one) => one.providerId))) await tellSwitchedOver(work, providerId)
  return done({ id, count: due.length })
}
