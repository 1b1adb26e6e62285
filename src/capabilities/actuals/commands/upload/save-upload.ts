import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { refuseSaving, type SaveRefusal } from '../../rules/file/saving.ts'
import { recordLateRows, saysWhyLate } from '../../store/upload/late-rows.ts'
import { confirmWarnings, countReady, saveRows } from '../../store/upload/save-rows.ts'
import { confirmVisitWarnings, countReadyCarers, countReadyVisits } from '../../store/upload/save-visits.ts'
import { joinWholeSets } from '../../store/upload/stage.ts'
import { noteDaysBefore, recordTimetable, saysTimetable } from '../../store/upload/timetable-stage.ts'
import { findStopPercent } from '../../store/upload/settings.ts'
import {
  carryUnconfirmed,
  getUpload,
  lockUpload,
  markChecked,
  markSaved,
  markSaving,
  type Upload,
} from '../../store/upload/uploads.ts'
import { judgeAgain } from './judge-again.ts'
import { writeCarers, writeVisits, type OnSaved } from './write-visits.ts'

export type SaveUpload = {
  readonly uploadId: string
  /** What the page showed: a file that was judged again since is looked at again first. */
  readonly version: number
  /** The warnings that somebody has looked at, and what they say about them. */
  readonly confirmed: readonly string[]
  readonly reason: string
}
export type SavedRows = { readonly saved: number; readonly parked: number; readonly later: boolean }

/** More rows than this are saved by a job. */
const AT_ONCE = 5_000

const count = { weeks: countReady, visits: countReadyVisits, carers: countReadyCarers } as const

/** Saves the good rows of a checked file; the bad ones wait in the fix queue. */
export async function saveUpload(work: Work, given: SaveUpload): Promise<Outcome<SavedRows, SaveRefusal>> {
  const { tx, actor, now } = work
  const upload = await lockUpload(tx, given.uploadId)
  await confirm(work, upload, given)
  const ready = await count[upload.kind](tx, upload)
  const refusal = refuseSaving(upload, {
    shownVersion: given.version,
    ready,
    stopPercent: await findStopPercent(tx, now),
  })
  if (refusal !== undefined) return refused(refusal)
  if (ready > AT_ONCE) {
    await markSaving(tx, upload.id, JSON.stringify(actor.scope))
    const payload = { councilId: tx.councilId, uploadId: upload.id, name: actor.name }
    await work.enqueue('actuals.save-upload', payload, { key: `upload:${upload.id}` })
    return done({ saved: 0, parked: 0, later: true })
  }
  return done({ ...(await writeRows(work, upload)), later: false })
}

async function confirm(
  { tx, actor, accountId, now }: Work,
  upload: Upload,
  { confirmed: codes, reason }: SaveUpload,
): Promise<void> {
  if (codes.length === 0 || upload.kind === 'carers') return
  const said = { codes, reason: reason.trim().slice(0, 500), by: accountId, name: actor.name, at: now }
  await (upload.kind === 'weeks' ? confirmWarnings : confirmVisitWarnings)(tx, upload, said)
}

export type WrittenRows = { readonly saved: number; readonly parked: number }

/** The writing itself, wholly or not at all; the job comes here too. */
export async function writeRows(work: Work, upload: Upload, onSaved?: OnSaved): Promise<WrittenRows> {
  const { tx, actor, now } = work
  await joinWholeSets(tx, upload.rowsRead)
  const { saved, overtaken, ...counts } = await write(work, upload, onSaved)
  await markSaved(tx, upload.id, { rows: saved, name: actor.name, at: now })
  await carryUnconfirmed(tx, upload)
  if (overtaken.length > 0)
    await judgeAgain(work, { ...upload, savedRound: upload.round, round: upload.round + 1 }, overtaken)
  await markChecked(tx, upload, now)
  const parked = (await getUpload(tx, upload.id)).rowsRefused
  await work.audit(
    'actuals.upload-saved',
    { type: 'upload', id: upload.id },
    { saved, parked, file: upload.fileName, ...counts },
  )
  return { saved, parked }
}

async function write(work: Work, upload: Upload, onSaved: OnSaved | undefined) {
  const { tx, actor, accountId: by, now: at, today } = work
  switch (upload.kind) {
    case 'weeks': {
      const stamp = { by, name: actor.name, at, today }
      const timetabled = await saysTimetable(tx, upload)
      if (timetabled) await noteDaysBefore(tx, upload)
      const written = await saveRows(tx, upload, stamp)
      if (timetabled) await recordTimetable(tx, upload, stamp)
      if (await saysWhyLate(tx, upload)) await recordLateRows(tx, upload, stamp)
      return written
    }
    case 'visits':
      return writeVisits(work, upload, onSaved)
    case 'carers':
      return writeCarers(work, upload)
  }
}
