import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { localDate, type LocalDate } from '../../src/core/dates.ts'

/** A row of the sheet of weeks, as whoever fills it in sees it. */
export type WeekRow = {
  readonly number: number
  readonly reference: string
  readonly weekStart: LocalDate
  readonly planned: number
  readonly status: string
  readonly result: string
}

/** The downloaded workbook of weeks in another program's hands. */
export class WeeksWorkbook {
  readonly #book: ExcelJS.Workbook
  readonly #sheet: ExcelJS.Worksheet
  readonly #columns: ReadonlyMap<string, number>

  private constructor(book: ExcelJS.Workbook, sheet: ExcelJS.Worksheet) {
    this.#book = book
    this.#sheet = sheet
    const headings = Array.from({ length: sheet.columnCount }, (_, at) => sheet.getCell(1, at + 1).text)
    this.#columns = new Map(headings.map((heading, at) => [heading, at + 1]))
  }

  static async open(bytes: Buffer): Promise<WeeksWorkbook> {
    const book = new ExcelJS.Workbook()
    await book.xlsx.read(Readable.from([bytes]))
    const sheet = book.getWorksheet('Weekly')
    if (sheet === undefined) throw new Error('the workbook has no sheet of weeks')
    return new WeeksWorkbook(book, sheet)
  }

  rows(): readonly WeekRow[] {
    return Array.from({ length: this.#sheet.rowCount - 1 }, (_, at) => this.#row(at + 2))
  }

  type(number: number, cells: Readonly<Record<string, string | number>>): void {
    for (const [column, value] of Object.entries(cells)) this.#cell(number, column).value = value
  }

  async bytes(): Promise<Buffer> {
    return Buffer.from(await this.#book.xlsx.writeBuffer())
  }

  #row(number: number): WeekRow {
    const text = (column: string) => (this.#columns.has(column) ? this.#cell(number, column).text : '')
    const day = this.#cell(number, 'week_start').value
    return {
      number,
      reference: text('cpli_id'),
      weekStart: localDate(day instanceof Date ? day.toISOString().slice(0, 10) : text('week_start')),
      planned: Number(text('planned')),
      status: text('row_status'),
      result: text('result'),
    }
  }

  #cell(number: number, column: string): ExcelJS.Cell {
    const place = this.#columns.get(column)
    if (place === undefined) throw new Error(`the sheet has no column ${column}`)
    return this.#sheet.getCell(number, place)
  }
}
