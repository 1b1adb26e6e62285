import type { Weekday } from '../../../../core/dates.ts'
import type { Work } from '../../../../platform/work.ts'
import { judgeFacts, periodOf } from '../../rules/file/file-refusal.ts'
import type { ColumnMap } from '../../rules/file/header.ts'
import { findColumnMap } from '../../store/upload/column-maps.ts'
import { judgeRows } from '../../store/upload/judge-rows.ts'
import { keepLateRows } from '../../store/upload/late-rows.ts'
import { keepTimetable } from '../../store/upload/timetable-stage.ts'
import { judgeCarerRows, judgeVisitRows, stageHospital } from '../../store/upload/judge-visits.ts'
import { findManualPercent, findPaidAbsenceWeeks } from '../../store/upload/settings.ts'
import {
  getFileContext,
  markChecked,
  markFound,
  markRefused,
  replaceEarlier,
  type Upload,
} from '../../store/upload/uploads.ts'
import { countTimetables } from './count-timetables.ts'
import { FileRefused, refusalOf } from './file-refused.ts'
import { openHere, openInThread } from './open-file.ts'
import { stageHere, stageStreamed, type Span } from './stage-file.ts'

export type Checking = {
  readonly upload: Pick<Upload, 'id' | 'sentBy' | 'mapId' | 'round'>
  /** Where the bytes lie for as long as they are read. */
  readonly path: string
  /** On a connection that may COPY, rows of any number pass through. */
  readonly bulk: boolean
  readonly onRows?: (rows: number) => Promise<void>
}

/** Reads, stages and judges every row. Throws FileRefused, and then nothing has been written. */
export async function checkFile(work: Work, { upload, path, bulk, onRows }: Checking): Promise<void> {
  const { tx } = work
  const map: ColumnMap = upload.mapId === null ? {} : ((await findColumnMap(tx, upload.mapId))?.columns ?? {})
  const { weekStartsOn } = await getFileContext(tx, upload.id, '')
  const asked = { path, map, weekStartsOn }
  if (bulk) {
    const file = await openInThread(asked)
    try {
      await judge(work, upload, { ...file, stage: () => stageStreamed(tx, file, onRows) })
    } finally {
      await file.close()
    }
    return
  }
  const file = await openHere(asked)
  try {
    await judge(work, upload, { ...file, stage: () => stageHere(tx, file) })
  } finally {
    file.close()
  }
}

type ToJudge = Pick<Awaited<ReturnType<typeof openHere>>, 'kind' | 'layout' | 'facts' | 'saysLate' | 'visits'> & {
  readonly stage: () => Promise<Span>
}

async function judge(work: Work, upload: Checking['upload'], file: ToJudge): Promise<void> {
  const { tx, now, today } = work
  const { kind, layout, facts, stage } = file
  const { id } = upload
  const reference = (facts.file_reference ?? '').slice(0, 100)
  // Visits that a company brings may be anybody's until they are placed: whoever sees some services alone may not judge them.
  if (kind !== 'weeks' && work.actor.scope.role === 'portal_provider_scoped')
    throw new FileRefused({ code: 'F05', facts: { why: 'narrow' } })
  const context = await getFileContext(tx, id, reference)
  const refusal = judgeFacts(facts, context, today)
  if (refusal !== undefined) throw new FileRefused(refusal)
  const span = await stage()
  const timetabled = file.visits.length > 0
  if (timetabled) await countTimetables(work, file.visits, context.weekStartsOn)
  await judgeStaged(work, upload, { kind, span, facts, timetabled, weekStartsOn: context.weekStartsOn })
  if (timetabled) await keepTimetable(tx, upload)
  if (file.saysLate) await keepLateRows(tx, upload)
  if (reference !== '') await replaceEarlier(tx, id, reference)
  await markFound(tx, id, { kind, layout, reference })
  await markChecked(tx, { id, kind }, now)
}

type Staged = Pick<ToJudge, 'kind' | 'facts'> & {
  readonly span: Span
  readonly timetabled: boolean
  readonly weekStartsOn: Weekday
}

async function judgeStaged(
  { tx, now, today }: Work,
  { id: uploadId, sentBy, round }: Checking['upload'],
  { kind, facts, span, timetabled, weekStartsOn }: Staged,
): Promise<void> {
  switch (kind) {
    case 'weeks':
      return judgeRows(tx, {
        ...{ uploadId, sentBy, round, today, now, weekStartsOn, timetabled, ...span },
        period: periodOf(facts),
        paidAbsenceWeeks: await findPaidAbsenceWeeks(tx, now),
      })
    case 'visits':
      await stageHospital(tx)
      return judgeVisitRows(tx, {
        ...{ uploadId, sentBy, round, today, ...span },
        manualPercent: await findManualPercent(tx, now),
      })
    case 'carers':
      return judgeCarerRows(tx, { uploadId, sentBy, round })
  }
}

/** As `checkFile`, for a page: a refusal is kept as what became of the file. */
export async function checkInPage(work: Work, checking: Checking): Promise<void> {
  try {
    await checkFile(work, checking)
  } catch (fault) {
    const refusal = refusalOf(fault)
    if (refusal === undefined) throw fault
    await markRefused(work.tx, checking.upload.id, refusal, work.now)
  }
}
