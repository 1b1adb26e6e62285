import type { Readable } from 'node:stream'
import {
  isFetched,
  RUNS_AS_FORMULA,
  type CellToWrite,
  type ColumnToWrite,
  type SheetToWrite,
} from './sheet-to-write.ts'
import { contentHead, hasRule, manifest, ruleName } from './ods-package.ts'
import { xmlText } from './xlsx-package.ts'
import { writeZip } from './zip-writer.ts'

const KIND = 'application/vnd.oasis.opendocument.spreadsheet'

/** The same workbook as `writeXlsx` makes, for whoever works with OpenDocument: locks, lists to choose from, hidden sheets. */
export function writeOds(sheets: readonly SheetToWrite[]): Readable {
  return writeZip([
    { name: 'mimetype', content: KIND, plain: true },
    { name: 'META-INF/manifest.xml', content: manifest(KIND) },
    { name: 'content.xml', content: content(sheets), fetched: sheets.some(isFetched) },
  ])
}

async function* content(sheets: readonly SheetToWrite[]): AsyncGenerator<string> {
  let text = contentHead(sheets)
  for (const [index, sheet] of sheets.entries()) {
    const { columns, rows } = sheet
    text += tableHead(sheet)
    if (columns.length > 0) text += rowXml(columns.map(({ heading }) => textXml(heading, 'heading')))
    for await (const block of rows) {
      for (const cells of block) text += rowXml(cells.map((cell, place) => cellXml(cell, { ...sheet, index }, place)))
      if (!isFetched(sheet) || text === '') continue
      yield text
      text = ''
    }
    text += '</table:table>'
  }
  yield `${text}</office:spreadsheet></office:body></office:document-content>`
}

function tableHead({ name, hidden, columns, unlocked }: SheetToWrite): string {
  const isLocked = unlocked !== true && columns.some(({ open }) => open === true)
  const widths = columns.map(({ width }) => `<table:table-column table:style-name="w${String(width)}"/>`)
  const cols = columns.length === 0 ? '<table:table-column table:style-name="w100"/>' : widths.join('')
  return `<table:table table:name="${xmlText(name)}" table:style-name="${hidden === true ? 'hidden' : 'shown'}"${isLocked ? ' table:protected="true"' : ''}>${cols}`
}

function rowXml(cells: readonly string[]): string {
  return `<table:table-row>${cells.length === 0 ? '<table:table-cell/>' : cells.join('')}</table:table-row>`
}

type Sheet = SheetToWrite & { readonly index: number }

function cellXml(cell: CellToWrite, sheet: Sheet, place: number): string {
  const column = sheet.columns[place]
  const look = column?.open === true ? 'open' : 'locked'
  const rule = column === undefined ? '' : ruleOf(column, ruleName(sheet.index, place))
  if (cell === null || cell === '') return `<table:table-cell table:style-name="${look}"${rule}/>`
  if (typeof cell === 'string') return textXml(cell, RUNS_AS_FORMULA.test(cell) ? `${look}-text` : look, rule)
  const [style, value, shown] =
    'number' in cell
      ? [look, `"float" office:value="${xmlText(cell.number)}"`, cell.number]
      : [`${look}-day`, `"date" office:date-value="${xmlText(cell.day)}"`, cell.day]
  return `<table:table-cell office:value-type=${value} table:style-name="${style}"${rule}><text:p>${xmlText(shown)}</text:p></table:table-cell>`
}

function ruleOf(column: ColumnToWrite, name: string): string {
  return hasRule(column) ? ` table:content-validation-name="${name}"` : ''
}

function textXml(text: string, look: string, rule = ''): string {
  const paragraphs = text.split('\n').map((line) => `<text:p>${spaced(line)}</text:p>`)
  return `<table:table-cell office:value-type="string" table:style-name="${look}"${rule}>${paragraphs.join('')}</table:table-cell>`
}

/** Spaces at the ends, and more than one between words, are lost unless they are counted. */
function spaced(line: string): string {
  return xmlText(line).replaceAll(/^ +| +$| {2,}/g, (spaces) => `<text:s text:c="${String(spaces.length)}"/>`)
}
