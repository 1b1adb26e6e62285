import type { Readable } from 'node:stream'
import { sheetXml } from './xlsx-sheet-xml.ts'
import { isFetched, type SheetToWrite } from './sheet-to-write.ts'
import { contentTypes, stylesXml, workbookRelations, workbookXml } from './xlsx-package.ts'
import { writeZip } from './zip-writer.ts'

export type { CellToWrite, ColumnToWrite, SheetToWrite } from './sheet-to-write.ts'

/** A workbook as it is made; a fault in its rows is a fault of the stream. */
export function writeXlsx(sheets: readonly SheetToWrite[]): Readable {
  return writeZip([
    { name: '[Content_Types].xml', content: contentTypes(sheets.length) },
    { name: '_rels/.rels', content: ROOT_RELATIONS },
    { name: 'xl/workbook.xml', content: workbookXml(sheets) },
    { name: 'xl/_rels/workbook.xml.rels', content: workbookRelations(sheets.length) },
    { name: 'xl/styles.xml', content: stylesXml },
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${String(index + 1)}.xml`,
      content: sheetXml(sheet),
      fetched: isFetched(sheet),
    })),
  ])
}

const ROOT_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
