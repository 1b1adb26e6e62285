import { createHash, type Hash } from 'node:crypto'
import { copyInto, copyNull, copyText } from '../../../platform/db/copy.ts'
import { londonInstant } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { cellReader, type Cell } from '../rules/cells.ts'
import type { Column, PackFile } from '../rules/columns.ts'
import { fault } from '../rules/faults.ts'
import { stagingTable } from '../rules/format.ts'
import { readHeader } from '../rules/header.ts'
import { analyseStaged } from '../store/staging.ts'
import type { FaultList } from './fault-list.ts'
import { readRows, Unreadable, type Block } from './read-file.ts'

/** `whole` when every row of the file is staged, so that others may be held against it. */
export type Staged = { readonly rows: number; readonly hash: string; readonly whole: boolean }

type Staging = {
  readonly faults: FaultList
  readonly onRows: (rows: number, bytes: number) => void
}

/** Streams one file into its staging table, judging every cell on the way. A faulty cell is staged empty. */
export async function stageFile(tx: Tx, file: PackFile, path: string, staging: Staging): Promise<Staged> {
  const writer = new RowWriter(file, staging.faults)
  const blocks = readRows(path, file.name)
  try {
    const first = await blocks.next()
    const header = first.done === true ? undefined : first.value
    if (header === undefined || header.rows.length === 0) {
      staging.faults.add(fault(file.name, undefined, 'empty-file'))
      return writer.staged()
    }
    if (!writer.readHeader(header.rows[0] ?? [])) return writer.staged()
    const table = stagingTable(file.name)
    await copyInto(
      tx,
      table,
      ['line', ...file.columns.map(({ name }) => name)],
      written(writer, blocks, header, staging),
    )
    await analyseStaged(tx, file)
  } catch (found) {
    if (!(found instanceof Unreadable)) throw found
    staging.faults.add(found.fault)
    writer.breakOff()
  }
  return writer.staged()
}

async function* written(writer: RowWriter, blocks: AsyncGenerator<Block>, header: Block, staging: Staging) {
  const { onRows } = staging
  yield writer.write({ ...header, rows: header.rows.slice(1), lines: header.lines.slice(1) })
  onRows(writer.staged().rows, header.bytes)
  try {
    for await (const block of blocks) {
      yield writer.write(block)
      onRows(writer.staged().rows, block.bytes)
    }
  } catch (found) {
    // COPY ends well with what was read; the transaction is refused because of the fault.
    if (!(found instanceof Unreadable)) throw found
    staging.faults.add(found.fault)
    writer.breakOff()
  }
}

type Place = { readonly column: Column; readonly read: (text: string) => Cell; readonly field: number }

class RowWriter {
  readonly #file: PackFile
  readonly #faults: FaultList
  readonly #hash: Hash = createHash('sha256')
  #places: readonly Place[] = []
  #width = 0
  #rows = 0
  #whole = false

  constructor(file: PackFile, faults: FaultList) {
    this.#file = file
    this.#faults = faults
  }

  readHeader(fields: readonly string[]): boolean {
    const { order, faults } = readHeader(this.#file, fields)
    this.#faults.add(...faults)
    this.#width = fields.length
    this.#hash.update(fields.join(','))
    this.#places = this.#file.columns.map((column, index) => ({
      column,
      read: cellReader(column, (day, time) => londonInstant(day, time).toISOString()),
      field: order.indexOf(index),
    }))
    this.#whole = faults.length === 0
    return this.#whole
  }

  breakOff(): void {
    this.#whole = false
  }

  write({ rows, lines }: Block): string {
    let text = ''
    rows.forEach((row, index) => {
      text += this.#writeRow(row, lines[index] ?? 0)
    })
    this.#hash.update(text)
    return text
  }

  staged(): Staged {
    return { rows: this.#rows, hash: this.#hash.copy().digest('hex'), whole: this.#whole }
  }

  #writeRow(row: readonly string[], line: number): string {
    this.#rows += 1
    if (row.length !== this.#width) {
      const also = `${String(row.length)} fields where the header has ${String(this.#width)}`
      this.#faults.add(fault(this.#file.name, line, 'wrong-field-count', { also }))
      this.#whole = false
      return ''
    }
    let text = String(line)
    for (const place of this.#places) text += `\t${this.#writeCell(place, row[place.field] ?? '', line)}`
    return `${text}\n`
  }

  #writeCell({ column, read }: Place, raw: string, line: number): string {
    const value = isPadded(raw) ? raw.trim() : raw
    if (value === '') {
      if (column.required) this.#faults.add(fault(this.#file.name, line, 'missing-value', { column: column.name }))
      return copyNull
    }
    const cell = read(value)
    if (cell.ok) return copyText(cell.value)
    const { code, ...facts } = cell.refusal
    this.#faults.add(fault(this.#file.name, line, code, { column: column.name, value, ...facts }))
    return copyNull
  }
}

/** Most cells have no space at either end; looking is cheaper than trimming each. */
function isPadded(text: string): boolean {
  return text !== '' && (text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32)
}
