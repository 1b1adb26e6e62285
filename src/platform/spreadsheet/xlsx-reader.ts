import { openArchive, type Archive } from './archive.ts'
import { UnreadableFile, type TableFile, type TableRows } from './table.ts'
import { readSharedTexts, readStyles, readWorkbook, type SheetPart, type Workbook } from './xlsx-parts.ts'
import { SheetRows } from './xlsx-sheet.ts'
import { parsedXml } from './xml.ts'

/** Reads a workbook as it is on disk; no sheet is held in memory, whatever its size. */
export async function openXlsx(path: string): Promise<TableFile> {
  const archive = await openArchive(path)
  try {
    refuseOthers(archive.names)
    const workbook = await readWorkbook(archive)
    return {
      format: 'xlsx',
      sheets: workbook.sheets.map((sheet) => ({
        name: sheet.name,
        hidden: sheet.hidden,
        rows: () => sheetRows(archive, workbook, sheet),
      })),
      close: () => {
        archive.close()
      },
    }
  } catch (fault) {
    archive.close()
    throw fault
  }
}

function refuseOthers(names: ReadonlySet<string>): void {
  const all = [...names]
  if (all.some((name) => /vbaProject|\/macrosheets\//i.test(name))) throw new UnreadableFile('macros')
  if (names.has('xl/workbook.bin')) throw new UnreadableFile('binary-workbook')
  if (!names.has('xl/workbook.xml') || !names.has('xl/_rels/workbook.xml.rels')) throw new UnreadableFile('not-a-table')
}

async function* sheetRows(archive: Archive, { is1904 }: Workbook, { part }: SheetPart): TableRows {
  const [texts, styles] = await Promise.all([readSharedTexts(archive), readStyles(archive)])
  const rows = new SheetRows({ texts, styles, is1904 })
  yield* parsedXml(await archive.open(part), rows, rows.take)
}
