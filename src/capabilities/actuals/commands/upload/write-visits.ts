import type { Work } from '../../../../platform/work.ts'
import { ofFile, recordVisitWeeks } from '../../store/visit-weeks.ts'
import {
  countReadyVisits,
  findLastLine,
  refuseOvertaken,
  saveCarers,
  saveVisits,
  stageWeeksOfSaved,
} from '../../store/upload/save-visits.ts'
import type { Upload } from '../../store/upload/uploads.ts'

/** Told how many rows are written so far, for whoever waits. */
export type OnSaved = (rows: number) => Promise<void>
export type Written = { readonly saved: number; readonly overtaken: readonly number[] }

/** Enough rows that the statement is worth its beginning, and few enough that somebody who waits sees them move. */
const STRETCH = 100_000

/** Writes the ready visits, and brings the weeks that they are in up to date as drafts. */
export async function writeVisits(
  { tx, actor, accountId: by, now: at, today }: Work,
  upload: Upload,
  onSaved: OnSaved | undefined,
): Promise<Written & { readonly weeks: number; readonly shut: number }> {
  const name = actor.name
  const [ready, last] = await Promise.all([countReadyVisits(tx, upload), findLastLine(tx, upload)])
  let saved = 0
  for (let from = 0; from <= last; from += STRETCH) {
    saved += await saveVisits(tx, upload, { by, name, at, lines: { from, until: from + STRETCH } })
    await onSaved?.(saved)
  }
  if (saved < ready) await refuseOvertaken(tx, upload)
  await stageWeeksOfSaved(tx, upload)
  const { recorded: weeks, shut } = await recordVisitWeeks(tx, { by, name, at, today, files: ofFile(upload.id) })
  return { saved, overtaken: [], weeks, shut }
}

export async function writeCarers({ tx }: Work, upload: Upload): Promise<Written> {
  return { saved: await saveCarers(tx, upload), overtaken: [] }
}
