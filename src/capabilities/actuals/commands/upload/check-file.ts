import { addDays, localDate } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { copyInto } from '../../../../platform/db/copy.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Work } from '../../../../platform/work.ts'
import { judgeFacts, periodOf } from '../../rules/file/file-refusal.ts'
import type { ColumnMap } from '../../rules/file/header.ts'
import type { ReadRow } from '../../rules/file/read-row.ts'
import { findColumnMap } from '../../store/upload/column-maps.ts'
import { judgeRows } from '../../store/upload/judge-rows.ts'
import { stageAsDocument } from '../../store/upload/stage-small.ts'
import { createStage, settleStage, STAGE, stageColumns } from '../../store/upload/stage.ts'
import { getFileContext, markChecked, markRefused, replaceEarlier, type Upload } from '../../store/upload/uploads.ts'
import { FileRefused, refusalOf } from './file-refused.ts'
import { openHere, openInThread, type ReadFile } from './open-file.ts'

export type Checking = {
  readonly upload: Pick<Upload, 'id' | 'sentBy' | 'mapId' | 'round'>
  /** Where the bytes lie for as long as they are read. */
  readonly path: string
  /** On a connection that may COPY, rows of any number pass through. */
  readonly bulk: boolean
  readonly onRows?: (rows: number) => Promise<void>
}

/** Reads, stages and judges every row. Throws FileRefused, and then nothing has been written. */
export async function checkFile(work: Work, checking: Checking): Promise<void> {
  const { tx, today, now } = work
  const { upload, path, bulk } = checking
  const map: ColumnMap = upload.mapId === null ? {} : ((await findColumnMap(tx, upload.mapId))?.columns ?? {})
  const { weekStartsOn } = await getFileContext(tx, upload.id, '')
  const file = await (bulk ? openInThread : openHere)({ path, map, weekStartsOn })
  try {
    const reference = (file.facts.file_reference ?? '').slice(0, 100)
    const context = await getFileContext(tx, upload.id, reference)
    const refusal = judgeFacts(file.facts, context, today)
    if (refusal !== undefined) throw new FileRefused(refusal)
    const span = await stageFile(tx, file, checking)
    const { id, sentBy, round } = upload
    await judgeRows(tx, {
      uploadId: id,
      sentBy,
      round,
      today,
      now,
      weekStartsOn,
      ...span,
      period: periodOf(file.facts),
    })
    if (reference !== '') await replaceEarlier(tx, id, reference)
    await markChecked(tx, id, now, reference === '' ? undefined : reference)
  } finally {
    await file.close()
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

type Span = { readonly from: LocalDate; readonly until: LocalDate }

async function stageFile(tx: Tx, file: ReadFile, { onRows }: Checking): Promise<Span> {
  const weeks = new Weeks()
  let count = 0
  await createStage(tx)
  if (file.rows !== undefined) {
    const rows: ReadRow[] = []
    for await (const block of file.rows()) rows.push(...block)
    for (const { weekStart } of rows) weeks.see(weekStart)
    count = rows.length
    await stageAsDocument(tx, rows)
  } else {
    const texts = async function* () {
      for await (const stretch of file.stretches()) {
        weeks.see(stretch.from)
        weeks.see(stretch.until)
        count += stretch.rows
        await onRows?.(count)
        yield stretch.text
      }
    }
    await copyInto(tx, STAGE, stageColumns, texts())
  }
  await settleStage(tx, count)
  return weeks.span()
}

/** The first and last week that the rows name: they bound what has to be looked at. */
class Weeks {
  #from: LocalDate | undefined
  #until: LocalDate | undefined

  see(week: LocalDate | null): void {
    if (week === null) return
    if (this.#from === undefined || week < this.#from) this.#from = week
    if (this.#until === undefined || week > this.#until) this.#until = week
  }

  span(): Span {
    const from = this.#from ?? localDate('2000-01-01')
    return { from, until: this.#until ?? addDays(from, 1) }
  }
}
