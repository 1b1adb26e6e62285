import type { ColumnToWrite, SheetToWrite } from './sheet-to-write.ts'
import { xmlText } from './xlsx-package.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
const OASIS = 'urn:oasis:names:tc:opendocument:xmlns'
const NAMES = ['office', 'table', 'text', 'style'].map((name) => `xmlns:${name}="${OASIS}:${name}:1.0"`).join(' ')
const BORROWED = `xmlns:fo="${OASIS}:xsl-fo-compatible:1.0" xmlns:number="${OASIS}:datastyle:1.0" xmlns:of="${OASIS}:of:1.2"`

export function manifest(kind: string): string {
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`
  return `${HEAD}<manifest:manifest xmlns:manifest="${OASIS}:manifest:1.0" manifest:version="1.3">${entry('/', kind)}${entry('content.xml', 'text/xml')}</manifest:manifest>`
}

/** All that stands before the first table: how cells look, what is locked, and the lists to choose from. */
export function contentHead(sheets: readonly SheetToWrite[]): string {
  const widths = [...new Set([100, ...sheets.flatMap(({ columns }) => columns.map(({ width }) => width))])]
  const rules = sheets.flatMap(({ columns }, index) =>
    columns.map((column, place) => ruleXml(column, ruleName(index, place))),
  )
  const lists = rules.join('')
  const validations = lists === '' ? '' : `<table:content-validations>${lists}</table:content-validations>`
  return `${HEAD}<office:document-content ${NAMES} ${BORROWED} office:version="1.3"><office:automatic-styles>${FORMATS}${LOOKS}${TABLES}${widths.map(widthXml).join('')}</office:automatic-styles><office:body><office:spreadsheet>${validations}`
}

export function ruleName(sheet: number, place: number): string {
  return `rule-${String(sheet)}-${String(place)}`
}

export function hasRule({ choices, choicesOn, most }: ColumnToWrite): boolean {
  return [choices, choicesOn, most].some((rule) => rule !== undefined)
}

/** Other words are taken too: a list helps, and refuses nothing. */
function ruleXml({ choices, choicesOn, most }: ColumnToWrite, name: string): string {
  if (choicesOn !== undefined) return listXml(name, `[$${choicesOn.sheet}.$A$1:.$A$${String(choicesOn.count)}]`)
  if (choices !== undefined)
    return listXml(name, choices.map((choice) => `"${choice.replaceAll('"', '""')}"`).join(';'))
  if (most === undefined) return ''
  const between = `of:cell-content-is-decimal-number() and cell-content-is-between(0,${String(most)})`
  return `<table:content-validation table:name="${name}" table:condition="${between}" table:allow-empty-cell="true"><table:error-message table:title="Check this number" table:display="true" table:message-type="warning"><text:p>Enter a number from 0 to ${String(most)}</text:p></table:error-message></table:content-validation>`
}

function listXml(name: string, list: string): string {
  return `<table:content-validation table:name="${name}" table:condition="${xmlText(`of:cell-content-is-in-list(${list})`)}" table:allow-empty-cell="true" table:display-list="unsorted"><table:error-message table:display="false"/></table:content-validation>`
}

const part = (name: string, is: string) => `<number:${name}${is}/>`
const FORMATS = `<number:date-style style:name="day-format">${part('year', ' number:style="long"')}<number:text>-</number:text>${part('month', ' number:style="long"')}<number:text>-</number:text>${part('day', ' number:style="long"')}</number:date-style><number:text-style style:name="text-format"><number:text-content/></number:text-style>`

type Look = { readonly format?: string; readonly open?: boolean; readonly colour?: string; readonly letters?: string }

function lookXml(name: string, { format, open = false, colour, letters = '' }: Look): string {
  const data = format === undefined ? '' : ` style:data-style-name="${format}"`
  const ground = colour === undefined ? '' : ` fo:background-color="#${colour}"`
  return `<style:style style:name="${name}" style:family="table-cell"${data}><style:table-cell-properties style:cell-protect="${open ? 'none' : 'protected'}"${ground}/>${letters}</style:style>`
}

const GREY = 'f3f2f1'
const LOOKS = [
  lookXml('open', { open: true }),
  lookXml('open-day', { open: true, format: 'day-format' }),
  lookXml('open-text', { open: true, format: 'text-format' }),
  lookXml('locked', { colour: GREY }),
  lookXml('locked-day', { colour: GREY, format: 'day-format' }),
  lookXml('locked-text', { colour: GREY, format: 'text-format' }),
  lookXml('heading', {
    colour: '1d70b8',
    letters: '<style:text-properties fo:font-weight="bold" fo:color="#ffffff"/>',
  }),
].join('')

const TABLES = ['shown', 'hidden']
  .map(
    (name) =>
      `<style:style style:name="${name}" style:family="table"><style:table-properties table:display="${String(name === 'shown')}"/></style:style>`,
  )
  .join('')

/** A letter is about a fifth of a centimetre wide. */
function widthXml(letters: number): string {
  return `<style:style style:name="w${String(letters)}" style:family="table-column"><style:table-column-properties style:column-width="${(letters / 5).toFixed(1)}cm"/></style:style>`
}
