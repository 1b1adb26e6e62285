import { addDays, localDate } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { copyInto } from '../../../../platform/db/copy.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { stageAsDocument } from '../../store/upload/stage-small.ts'
import { createStage, lateStageColumns, settleStage, STAGE, stageColumns } from '../../store/upload/stage.ts'
import {
  CARER_STAGE,
  carerStageColumns,
  createCarerStage,
  createVisitStage,
  settleVisitStage,
  stageCarersAsDocument,
  stageVisitsAsDocument,
  VISIT_STAGE,
  visitStageColumns,
} from '../../store/upload/visit-stage.ts'
import type { StreamedFile } from './open-file.ts'
import type { OpenFile } from './read-file.ts'

/** The first and last week or day that the rows name: they bound what has to be looked at. */
export type Span = { readonly from: LocalDate; readonly until: LocalDate }

const stages = {
  weeks: { table: STAGE, columns: stageColumns, create: createStage, settle: settleStage },
  visits: { table: VISIT_STAGE, columns: visitStageColumns, create: createVisitStage, settle: settleVisitStage },
  carers: {
    table: CARER_STAGE,
    columns: carerStageColumns,
    create: createCarerStage,
    settle: () => Promise.resolve(),
  },
} as const

/** Rows of any number, a stretch at a time as the database takes them. */
export async function stageStreamed(
  tx: Tx,
  file: StreamedFile,
  onRows?: (rows: number) => Promise<void>,
): Promise<Span> {
  const { table, columns, create, settle } = stages[file.kind]
  const days = new Days()
  let count = 0
  const texts = async function* () {
    for await (const stretch of file.stretches()) {
      days.see(stretch.from)
      days.see(stretch.until)
      count += stretch.rows
      await onRows?.(count)
      yield stretch.text
    }
  }
  await create(tx)
  await copyInto(tx, table, file.saysLate ? [...columns, ...lateStageColumns] : columns, texts())
  await settle(tx, count)
  return days.span()
}

/** A page's own transaction cannot COPY: a small file is read whole. */
export async function stageHere(tx: Tx, file: OpenFile): Promise<Span> {
  const { create, settle } = stages[file.kind]
  const days = new Days()
  await create(tx)
  const count = await staged(tx, file, days)
  await settle(tx, count)
  return days.span()
}

async function staged(tx: Tx, file: OpenFile, days: Days): Promise<number> {
  switch (file.kind) {
    case 'weeks': {
      const rows = await whole(file.rows())
      for (const { weekStart } of rows) days.see(weekStart)
      await stageAsDocument(tx, rows)
      return rows.length
    }
    case 'visits': {
      const rows = await whole(file.rows())
      for (const { day } of rows) days.see(day)
      await stageVisitsAsDocument(tx, rows)
      return rows.length
    }
    case 'carers': {
      const rows = await whole(file.rows())
      await stageCarersAsDocument(tx, rows)
      return rows.length
    }
  }
}

async function whole<Row>(blocks: AsyncGenerator<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const block of blocks) rows.push(...block)
  return rows
}

class Days {
  #from: LocalDate | undefined
  #until: LocalDate | undefined

  see(day: LocalDate | null): void {
    if (day === null) return
    if (this.#from === undefined || day < this.#from) this.#from = day
    if (this.#until === undefined || day > this.#until) this.#until = day
  }

  span(): Span {
    const from = this.#from ?? localDate('2000-01-01')
    return { from, until: this.#until ?? addDays(from, 1) }
  }
}
