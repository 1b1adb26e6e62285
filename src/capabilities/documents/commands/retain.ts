import { done, type Outcome } from '../../../core/outcome.ts'
import { disposeOfFile, releaseFiles } from '../../../platform/files/stored-file.ts'
import { systemActor, type Work, type WorkRunner } from '../../../platform/work.ts'
import { disposeOfScan } from '../../agreements/index.ts'
import { disposeOfAttachment } from '../../conversations/index.ts'
import type { Schedule } from '../rules/retention.ts'
import { listDueFiles } from '../store/retained-files.ts'
import {
  listFilesOf,
  listNotHeld,
  recordCertificate,
  recordDisposing,
  recordRules,
  removeDocument,
  takeDue,
  takeTurn,
} from '../store/retention.ts'

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

/** So many in one transaction: a crash repeats none of those before. */
const PART = 50

/** Each night, where a council has started it. Of two runs at once each document and each file goes once. */
export async function disposeOfDue(runner: WorkRunner, councilId: string): Promise<number> {
  const documents = await inParts(runner, councilId, disposeOfDocuments)
  return documents + (await inParts(runner, councilId, disposeOfFiles))
}

type Gone = { readonly taken: number; readonly gone: number }

async function inParts(runner: WorkRunner, councilId: string, part: (work: Work) => Promise<Gone>): Promise<number> {
  let all = 0
  for (;;) {
    const { taken, gone } = await runner.run(systemActor(councilId), part)
    all += gone
    if (taken < PART || gone === 0) return all
  }
}

async function disposeOfDocuments(work: Work): Promise<Gone> {
  const { tx, now, today } = work
  const disposing = await takeTurn(tx)
  if (disposing === undefined) return { taken: 0, gone: 0 }
  const due = await takeDue(tx, today, PART)
  const free = await listNotHeld(
    tx,
    due.map(({ id }) => id),
  )
  const going = due.filter(({ id }) => free.has(id))
  for (const one of going) {
    const { ids, fingerprints } = await listFilesOf(tx, one.id)
    await recordCertificate(tx, { ...one, fingerprints, starterName: disposing.starterName, at: now })
    await removeDocument(tx, one.id)
    await releaseFiles(work, ids)
    const details = { class: one.class, dueOn: one.dueOn, fingerprints: fingerprints.join(' ') }
    await work.audit('document.disposed', { type: 'document', id: one.id }, details)
  }
  return { taken: due.length, gone: going.length }
}

/** Where they stood a stone remains: that there was a file, its fingerprint and the day. */
async function disposeOfFiles(work: Work): Promise<Gone> {
  const { tx, now, today } = work
  const disposing = await takeTurn(tx)
  if (disposing === undefined) return { taken: 0, gone: 0 }
  const due = await listDueFiles(tx, today, PART)
  for (const one of due) {
    const fingerprint = await disposeOfFile(work, one.id)
    const certificate = { ...one, fingerprints: [fingerprint], starterName: disposing.starterName, at: now }
    await recordCertificate(tx, certificate)
    const stone = { fileId: one.id, fingerprint }
    await (one.class === 'message-attachment' ? disposeOfAttachment(work, stone) : disposeOfScan(work, stone))
    const details = { class: one.class, dueOn: one.dueOn, fingerprints: fingerprint }
    await work.audit('file.disposed', { type: 'file', id: one.id }, details)
  }
  return { taken: due.length, gone: due.length }
}
