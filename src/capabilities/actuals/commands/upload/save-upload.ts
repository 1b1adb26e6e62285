import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { refuseSaving, type SaveRefusal } from '../../rules/file/saving.ts'
import { confirmWarnings, countReady, saveRows } from '../../store/upload/save-rows.ts'
import { joinWholeSets } from '../../store/upload/stage.ts'
import { findStopPercent } from '../../store/upload/settings.ts'
import { lockUpload, markChecked, markSaved, markSaving, type Upload } from '../../store/upload/uploads.ts'
import { judgeAgain } from './judge-again.ts'

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

/** Saves the good rows of a checked file; the bad ones wait in the fix queue. */
export async function saveUpload(work: Work, given: SaveUpload): Promise<Outcome<SavedRows, SaveRefusal>> {
  const { tx, actor, accountId, now } = work
  const upload = await lockUpload(tx, given.uploadId)
  if (given.confirmed.length > 0) {
    const { confirmed: codes, reason } = given
    await confirmWarnings(tx, upload, {
      codes,
      reason: reason.trim().slice(0, 500),
      by: accountId,
      name: actor.name,
      at: now,
    })
  }
  const ready = await countReady(tx, upload)
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

/** The writing itself, wholly or not at all; the job comes here too. */
export async function writeRows(
  work: Work,
  upload: Upload,
): Promise<{ readonly saved: number; readonly parked: number }> {
  const { tx, actor, accountId, now, today } = work
  await joinWholeSets(tx, upload.rowsRead)
  const { saved, overtaken } = await saveRows(tx, upload, { by: accountId, name: actor.name, at: now, today })
  await markSaved(tx, upload.id, { rows: saved, name: actor.name, at: now })
  if (overtaken.length > 0) {
    await judgeAgain(work, { ...upload, round: upload.round + 1 }, overtaken)
    await markChecked(tx, upload.id, now)
  }
  const parked = upload.rowsRefused + overtaken.length
  await work.audit('actuals.upload-saved', { type: 'upload', id: upload.id }, { saved, parked, file: upload.fileName })
  return { saved, parked }
}
