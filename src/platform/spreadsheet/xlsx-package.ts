import type { SheetToWrite } from './sheet-to-write.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const KINDS = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export function contentTypes(sheets: number): string {
  const overrides = numbers(sheets).map(
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${KINDS}.worksheet+xml"/>`,
  )
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KINDS}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KINDS}.styles+xml"/>${overrides.join('')}</Types>`
}

export function workbookXml(sheets: readonly SheetToWrite[]): string {
  const entries = sheets.map(({ name, hidden }, index) => {
    const n = String(index + 1)
    return `<sheet name="${xmlText(name)}" sheetId="${n}" r:id="rId${n}"${hidden === true ? ' state="hidden"' : ''}/>`
  })
  const active = sheets.findIndex(({ active: first }) => first === true)
  const view = `<bookViews><workbookView activeTab="${String(Math.max(active, 0))}"/></bookViews>`
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${view}<sheets>${entries.join('')}</sheets></workbook>`
}

export function workbookRelations(sheets: number): string {
  const entries = numbers(sheets).map(
    (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )
  const styles = `<Relationship Id="rIdStyles" Type="${OFFICE}/styles" Target="styles.xml"/>`
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}${styles}</Relationships>`
}

/**
 * The looks of a cell, by number. Open cells may be typed in when the sheet is protected; a text that begins like a
 * formula is marked as text (quotePrefix), so that it stays one when somebody edits it.
 */
export const STYLES = { locked: 0, heading: 1, date: 2, open: 3, quoted: 4, openQuoted: 5, lockedNumber: 6 } as const
export type Style = (typeof STYLES)[keyof typeof STYLES]

const OPEN = '<protection locked="0"/></xf>'
const LOOKS = [
  '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" applyFill="1"/>',
  '<xf numFmtId="0" fontId="1" fillId="3" borderId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
  '<xf numFmtId="164" fontId="0" fillId="2" borderId="0" applyNumberFormat="1" applyFill="1"/>',
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyProtection="1">${OPEN}`,
  '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" quotePrefix="1" applyFill="1"/>',
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" quotePrefix="1" applyProtection="1">${OPEN}`,
  '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" applyFill="1"/>',
]
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`
const font = (inside: string) => `<font>${inside}<sz val="11"/><name val="Calibri"/></font>`

export const stylesXml =
  `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  `<fonts count="2">${font('')}${font('<b/><color rgb="FFFFFFFF"/>')}</fonts>` +
  `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('F3F2F1')}${fill('1D70B8')}</fills>` +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${String(LOOKS.length)}">${LOOKS.join('')}</cellXfs></styleSheet>`

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Characters that XML has no way to write are left out. */
export function xmlText(text: string): string {
  return /[&<>"\u0000-\u001f\ufffe\uffff]/.test(text)
    ? text
        .replace(FORBIDDEN, '')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
    : text
}

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1))
}
