import { daysBetween, localDate } from '../../core/dates.ts'
import { RUNS_AS_FORMULA, type CellToWrite, type ColumnToWrite, type SheetToWrite } from './sheet-to-write.ts'
import { STYLES, xmlText, type Style } from './xlsx-package.ts'
import { lettersOf } from './xlsx-sheet.ts'

const DAY_ZERO = localDate('1899-12-30')
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The XML of one sheet, a stretch of rows at a time; its head comes with the first. */
export async function* sheetXml({ columns, rows, active, unlocked }: SheetToWrite): AsyncGenerator<string> {
  let text = head(columns, active === true)
  let line = 1
  if (columns.length > 0) {
    text += rowXml(
      line,
      columns.map(({ heading }) => cellXml(heading, STYLES.heading)),
    )
    line += 1
  }
  for await (const block of rows) {
    for (const cells of block) {
      text += rowXml(
        line,
        cells.map((cell, column) => contentXml(cell, columns[column]?.open === true)),
      )
      line += 1
    }
    if (text !== '') yield text
    text = ''
  }
  yield text + foot(columns, line, unlocked === true)
}

function head(columns: readonly ColumnToWrite[], active: boolean): string {
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const view = `<sheetView workbookViewId="0"${active ? ' tabSelected="1"' : ''}>${columns.length > 0 ? frozen : ''}</sheetView>`
  const widths = columns.map(({ width }, index) => {
    const n = String(index + 1)
    return `<col min="${n}" max="${n}" width="${String(width)}" customWidth="1"/>`
  })
  const cols =
    columns.length > 0
      ? `<cols>${widths.join('')}</cols>`
      : '<cols><col min="1" max="1" width="100" customWidth="1"/></cols>'
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews>${cols}<sheetData>`
}

function foot(columns: readonly ColumnToWrite[], end: number, unlocked: boolean): string {
  if (columns.length === 0) return '</sheetData></worksheet>'
  const isLocked = !unlocked && columns.some(({ open }) => open === true)
  const protection = isLocked
    ? '<sheetProtection sheet="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
    : ''
  const rules = columns.flatMap((column, index) =>
    ruleXml(column, `${lettersOf(index)}2:${lettersOf(index)}${String(end)}`),
  )
  const validations =
    rules.length === 0 ? '' : `<dataValidations count="${String(rules.length)}">${rules.join('')}</dataValidations>`
  return `</sheetData>${protection}${validations}</worksheet>`
}

function ruleXml({ most, choices, choicesOn }: ColumnToWrite, range: string): readonly string[] {
  if (choicesOn !== undefined) return [listXml(range, `${choicesOn.sheet}!$A$1:$A$${String(choicesOn.count)}`)]
  if (choices !== undefined) return [listXml(range, `"${xmlText(choices.join(','))}"`)]
  if (most === undefined) return []
  return [
    `<dataValidation type="decimal" operator="between" errorStyle="warning" allowBlank="1" showErrorMessage="1" errorTitle="Check this number" error="Enter a number from 0 to ${String(most)}" sqref="${range}"><formula1>0</formula1><formula2>${String(most)}</formula2></dataValidation>`,
  ]
}

/** Other words are taken too: the list helps, and refuses nothing. */
function listXml(range: string, formula: string): string {
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${range}"><formula1>${formula}</formula1></dataValidation>`
}

type Content = readonly [string, Style]

/** Readers other than Excel refuse a cell that does not say where it is. */
function rowXml(line: number, cells: readonly Content[]): string {
  const number = String(line)
  let text = `<row r="${number}">`
  cells.forEach(([content, style], column) => {
    if (content === '' && style === STYLES.locked) return
    text += `<c r="${lettersOf(column)}${number}" s="${String(style)}"${content}`
  })
  return `${text}</row>`
}

function contentXml(cell: CellToWrite, open: boolean): Content {
  if (cell === null || cell === '') return open ? ['/>', STYLES.open] : ['', STYLES.locked]
  if (typeof cell === 'string') return cellXml(cell, textStyle(cell, open))
  if ('number' in cell) return [`><v>${cell.number}</v></c>`, open ? STYLES.open : STYLES.lockedNumber]
  return [`><v>${String(daysBetween(DAY_ZERO, localDate(cell.day)))}</v></c>`, STYLES.date]
}

function textStyle(text: string, open: boolean): Style {
  if (RUNS_AS_FORMULA.test(text)) return open ? STYLES.openQuoted : STYLES.quoted
  return open ? STYLES.open : STYLES.locked
}

function cellXml(text: string, style: Style): Content {
  const kept = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ''
  return [` t="inlineStr"><is><t${kept}>${xmlText(text)}</t></is></c>`, style]
}
