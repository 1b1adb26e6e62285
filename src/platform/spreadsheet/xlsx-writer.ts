import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { sheetXml } from './xlsx-sheet-xml.ts'
import type { SheetToWrite } from './sheet-to-write.ts'
import { contentTypes, stylesXml, workbookRelations, workbookXml } from './xlsx-package.ts'

export type { CellToWrite, ColumnToWrite, SheetToWrite } from './sheet-to-write.ts'

/** A day that every workbook carries, so that the same rows make the same bytes. */
const MADE_AT = 631_152_000_000

/** A workbook as it is made: no more of it is in memory than what the reader has not taken yet. */
export function writeXlsx(sheets: readonly SheetToWrite[]): Readable {
  const zip = new ZipFile()
  const mtime = new Date(MADE_AT)
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    ['_rels/.rels', ROOT_RELATIONS],
    ['xl/workbook.xml', workbookXml(sheets)],
    ['xl/_rels/workbook.xml.rels', workbookRelations(sheets.length)],
    ['xl/styles.xml', stylesXml],
  ]
  for (const [name, text] of parts) zip.addBuffer(Buffer.from(text), name, { mtime })
  sheets.forEach((sheet, index) => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${String(index + 1)}.xml`, { mtime, compressionLevel: 4 }, (give) => {
      give(null, Readable.from(sheetXml(sheet), { objectMode: false }))
    })
  })
  zip.end()
  const output = Readable.from(zip.outputStream)
  zip.on('error', (fault: unknown) => output.destroy(fault instanceof Error ? fault : new Error(String(fault))))
  return output
}

const ROOT_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
