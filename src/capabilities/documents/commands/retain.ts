import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { releaseFiles } from '../../../platform/files/stored-file.ts'
import { systemActor, type Work, type WorkRunner } from '../../../platform/work.ts'
import { LONGEST_HOLD_REASON, type Schedule } from '../rules/retention.ts'
import { getDocument } from '../store/documents.ts'
import {
  dispose,
  findDisposing,
  listFilesOf,
  listNotHeld,
  recordDisposing,
  recordHold,
  recordLifting,
  recordRules,
  takeDue,
} from '../store/retention.ts'
import { sideOf } from './filer.ts'

const byOf = ({ accountId, actor, now }: Work) => ({ accountId, name: actor.name, at: now })

/** How long each class is kept. Whatever was started stops, so that nothing goes by a schedule that nobody has previewed. */
export async function keepSchedule(work: Work, schedule: Schedule): Promise<Outcome<null, never>> {
  await recordRules(work.tx, schedule, byOf(work))
  await recordDisposing(work.tx, undefined)
  const subject = { type: 'council', id: work.tx.councilId }
  await work.audit('retention.schedule-set', subject, Object.fromEntries(schedule))
  return done(null)
}

export async function startDisposing(work: Work): Promise<Outcome<null, never>> {
  await recordDisposing(work.tx, byOf(work))
  await work.audit('retention.started', { type: 'council', id: work.tx.councilId })
  return done(null)
}

export async function stopDisposing(work: Work): Promise<Outcome<null, never>> {
  await recordDisposing(work.tx, undefined)
  await work.audit('retention.stopped', { type: 'council', id: work.tx.councilId })
  return done(null)
}

export type HoldRefusal = { readonly code: 'reason-missing' | 'reason-too-long' }
type PlaceHold = { readonly documentId: string; readonly wholePerson: boolean; readonly reason: string }

/** For a complaint, a claim or an inquiry: nothing that it covers is disposed of until somebody lifts it. */
export async function placeHold(work: Work, wanted: PlaceHold): Promise<Outcome<string, HoldRefusal>> {
  const { tx, accountId, now } = work
  const reason = wanted.reason.trim()
  const reader = { providerId: undefined, accountId, side: sideOf(work), now }
  const { id, personId } = await getDocument(tx, reader, wanted.documentId)
  if (reason === '') return refused({ code: 'reason-missing' })
  if (reason.length > LONGEST_HOLD_REASON) return refused({ code: 'reason-too-long' })
  const holdId = await recordHold(tx, { personId, documentId: wanted.wholePerson ? null : id, reason }, byOf(work))
  const details = { hold: holdId, covers: wanted.wholePerson ? 'person' : 'document', reason }
  await work.audit('document.held', { type: 'document', id }, details)
  return done(id)
}

export async function liftHold(work: Work, id: string): Promise<Outcome<null, { readonly code: 'already-lifted' }>> {
  const lifted = await recordLifting(work.tx, id, byOf(work))
  if (lifted === undefined) return refused({ code: 'already-lifted' })
  await work.audit('document.hold-lifted', { type: 'hold', id }, { reason: lifted.reason })
  return done(null)
}

/** So many in one transaction: a crash repeats none of those before. */
const PART = 50

/** Each night, where a council has started it. Of two runs at once each document goes once. */
export async function disposeOfDue(runner: WorkRunner, councilId: string): Promise<number> {
  let all = 0
  for (;;) {
    const { taken, gone } = await runner.run(systemActor(councilId), disposePart)
    all += gone
    if (taken < PART || gone === 0) return all
  }
}

async function disposePart(work: Work): Promise<{ taken: number; gone: number }> {
  const { tx, now, today } = work
  const disposing = await findDisposing(tx)
  if (disposing === undefined) return { taken: 0, gone: 0 }
  const due = await takeDue(tx, today, PART)
  const free = await listNotHeld(
    tx,
    due.map(({ id }) => id),
  )
  const going = due.filter(({ id }) => free.has(id))
  for (const one of going) {
    const { ids, fingerprints } = await listFilesOf(tx, one.id)
    await dispose(tx, { ...one, fingerprints, starterName: disposing.starterName, at: now })
    await releaseFiles(work, ids)
    const details = { class: one.class, dueOn: one.dueOn, fingerprints: fingerprints.join(' ') }
    await work.audit('document.disposed', { type: 'document', id: one.id }, details)
  }
  return { taken: due.length, gone: going.length }
}
