import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import type { UndoRefusal } from '../../rules/file/saving.ts'
import { undoRows } from '../../store/upload/undo-rows.ts'
import { lockUpload, markUndone } from '../../store/upload/uploads.ts'

/** Puts back what stood before, week by week, as long as the period is open and nobody has changed the week since. */
export async function undoUpload(
  work: Work,
  { uploadId }: { readonly uploadId: string },
): Promise<Outcome<{ readonly undone: number }, UndoRefusal>> {
  const { tx, actor, accountId, now } = work
  const upload = await lockUpload(tx, uploadId)
  if (upload.savedAt === null) return refused({ code: 'not-saved' })
  if (upload.undoneAt !== null) return refused({ code: 'undone', by: upload.undoneName ?? '' })
  const undone = await undoRows(tx, uploadId, { by: accountId, name: actor.name, at: now })
  if (undone === 0) return refused({ code: 'nothing-to-undo' })
  await markUndone(tx, uploadId, { rows: undone, name: actor.name, at: now })
  await work.audit('actuals.upload-undone', { type: 'upload', id: uploadId }, { undone, of: upload.rowsSaved })
  return done({ undone })
}
