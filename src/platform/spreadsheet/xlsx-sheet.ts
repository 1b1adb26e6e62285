import { plainDecimal, serialDate, serialTime, type NumberKind } from './serial-date.ts'
import { LONGEST_CELL, UnreadableFile, WIDEST, type TableRow } from './table.ts'
import type { XmlHandler, XmlTag } from './xml.ts'

export type CellMeanings = {
  readonly texts: readonly string[]
  readonly styles: readonly NumberKind[]
  readonly is1904: boolean
}

/** Gathers the rows of one sheet while its XML goes by. */
export class SheetRows implements XmlHandler {
  readonly #meanings: CellMeanings
  #rows: TableRow[] = []
  #line = 0
  #cells: string[] = []
  #formulas: number[] = []
  #column = -1
  #type = ''
  #style = 0
  #value = ''
  #collecting = false
  #phonetic = false

  constructor(meanings: CellMeanings) {
    this.#meanings = meanings
  }

  /** The rows since it was last asked; undefined when there are none. */
  readonly take = (): readonly TableRow[] | undefined => {
    if (this.#rows.length === 0) return undefined
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  readonly open = (tag: XmlTag, name: string): void => {
    if (name === 'c') this.#openCell(tag)
    else if (name === 'row') this.#openRow(tag)
    else if (name === 'v' || name === 't') this.#collecting = !this.#phonetic
    else if (name === 'rPh') this.#phonetic = true
    else if (name === 'f' && this.#column >= 0) this.#formulas.push(this.#column)
  }

  readonly close = (name: string): void => {
    if (name === 'v' || name === 't') this.#collecting = false
    else if (name === 'rPh') this.#phonetic = false
    else if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
  }

  readonly text = (part: string): void => {
    if (!this.#collecting) return
    this.#value += part
    if (this.#value.length > LONGEST_CELL) throw new UnreadableFile('too-large', this.#line)
  }

  #openRow({ attributes }: XmlTag): void {
    const numbered = Number(attributes['r'])
    this.#line = Number.isSafeInteger(numbered) && numbered > 0 ? numbered : this.#line + 1
    this.#cells = []
    this.#formulas = []
    this.#column = -1
  }

  #openCell({ attributes }: XmlTag): void {
    const { r: place, t: type = '', s: style } = attributes
    this.#column = place === undefined ? this.#column + 1 : columnOf(place)
    if (this.#column >= WIDEST) throw new UnreadableFile('too-wide', this.#line)
    this.#type = type
    this.#style = style === undefined ? 0 : Number(style)
    this.#value = ''
  }

  #closeCell(): void {
    const text = this.#textOf()
    if (text === '') return
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = text
  }

  #closeRow(): void {
    if (this.#cells.length === 0 && this.#formulas.length === 0) return
    const row = { line: this.#line, cells: this.#cells }
    this.#rows.push(this.#formulas.length === 0 ? row : { ...row, formulas: this.#formulas })
  }

  #textOf(): string {
    const value = this.#value
    if (value === '') return ''
    switch (this.#type) {
      case 's':
        return this.#meanings.texts[Number(value)] ?? ''
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'd':
        return value.slice(0, 10)
      case '':
      case 'n':
        return this.#number(value)
      // Inline texts, the results of formulas, and errors such as #N/A, which no reader of ours takes for a number.
      default:
        return value
    }
  }

  #number(raw: string): string {
    const { styles, is1904 } = this.#meanings
    const kind = styles[this.#style] ?? 'number'
    if (kind === 'number') return plainDecimal(raw)
    return kind === 'time' ? serialTime(Number(raw)) : (serialDate(Number(raw), is1904) ?? plainDecimal(raw))
  }
}

/** 'B7' is in column 1. */
export function columnOf(place: string): number {
  let column = 0
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

/** Column 1 is 'B'. */
export function lettersOf(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}
