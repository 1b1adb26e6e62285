import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import type { UndoRefusal } from '../../rules/file/saving.ts'
import { recordVisitWeeks } from '../../store/visit-weeks.ts'
import { undoCarers, undoVisits } from '../../store/upload/save-visits.ts'
import { joinWholeSets } from '../../store/upload/stage.ts'
import { restoreTimetable, saysTimetable } from '../../store/upload/timetable-stage.ts'
import { undoRows } from '../../store/upload/undo-rows.ts'
import { lockUpload, markUndone, type Upload } from '../../store/upload/uploads.ts'

/** Puts back what stood before, row by row, as long as the period is open and nobody has changed it since. */
export async function undoUpload(
  work: Work,
  { uploadId }: { readonly uploadId: string },
): Promise<Outcome<{ readonly undone: number }, UndoRefusal>> {
  const { tx, actor, now } = work
  const upload = await lockUpload(tx, uploadId)
  if (upload.savedAt === null) return refused({ code: 'not-saved' })
  if (upload.undoneAt !== null) return refused({ code: 'undone', by: upload.undoneName ?? '' })
  const undone = await undo(work, upload)
  if (undone === 0) return refused({ code: 'nothing-to-undo' })
  await markUndone(tx, uploadId, { rows: undone, name: actor.name, at: now })
  await work.audit('actuals.upload-undone', { type: 'upload', id: uploadId }, { undone, of: upload.rowsSaved })
  return done({ undone })
}

async function undo(
  { tx, actor, accountId: by, now: at, today }: Work,
  { id, kind, rowsRead }: Upload,
): Promise<number> {
  const stamp = { by, name: actor.name, at }
  switch (kind) {
    case 'weeks': {
      const undone = await undoRows(tx, id, stamp)
      if (await saysTimetable(tx, { id })) await restoreTimetable(tx, id, stamp)
      return undone
    }
    case 'visits': {
      await joinWholeSets(tx, rowsRead)
      const undone = await undoVisits(tx, id, at)
      await recordVisitWeeks(tx, { ...stamp, today })
      return undone
    }
    case 'carers':
      return undoCarers(tx, id)
  }
}
