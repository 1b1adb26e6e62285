import { createWriteStream, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { openTable } from '../open-table.ts'
import type { TableRow } from '../table.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portal-tables-'))
let count = 0

/** A file with this content, gone with the temporary folder. */
export function aFile(content: string | Uint8Array, name = 'file.csv'): string {
  count += 1
  const file = path.join(folder, `${String(count)}-${name}`)
  writeFileSync(file, content)
  return file
}

export async function aZip(parts: Readonly<Record<string, string | Buffer>>, name = 'file.xlsx'): Promise<string> {
  const zip = new ZipFile()
  for (const [part, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), part)
  zip.end()
  const file = aFile('', name)
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

/** A zip that really has so many parts, each of them empty: with more than 65,535 its end is of the larger kind. */
export function aCrowdedZip(parts: number): Buffer {
  const names = Array.from({ length: parts }, (_, n) => Buffer.from(`xl/parts/${String(n)}.xml`))
  const locals = names.map((name) => {
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(name.length, 26)
    return Buffer.concat([header, name])
  })
  let offset = 0
  const central = names.map((name, at) => {
    const header = Buffer.alloc(46)
    header.writeUInt32LE(0x02014b50, 0)
    header.writeUInt32LE(0x00140014, 4)
    header.writeUInt16LE(name.length, 28)
    header.writeUInt32LE(offset, 42)
    offset += locals[at]?.length ?? 0
    return Buffer.concat([header, name])
  })
  const directory = Buffer.concat(central)
  return Buffer.concat([...locals, directory, endOfZip(parts, directory.length, offset)])
}

function endOfZip(parts: number, bytes: number, from: number): Buffer {
  const end = Buffer.alloc(56 + 20 + 22)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt32LE(0x002d002d, 12)
  for (const [at, value] of [
    [24, parts],
    [32, parts],
    [40, bytes],
    [48, from],
  ] as const)
    end.writeBigUInt64LE(BigInt(value), at)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(from + bytes), 64)
  end.writeUInt32LE(1, 72)
  end.writeUInt32LE(0x06054b50, 76)
  const most = Math.min(parts, 65_535)
  end.writeUInt16LE(most, 84)
  end.writeUInt16LE(most, 86)
  end.writeUInt32LE(bytes, 88)
  end.writeUInt32LE(from, 92)
  return end
}

/** A workbook of one sheet with this sheet data, and whatever other parts the test brings. */
export function aWorkbook(sheetData: string, over: Readonly<Record<string, string>> = {}): Promise<string> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return aZip({
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Weekly" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
    ...over,
  })
}

export async function rowsOf(file: string, sheet = 0): Promise<readonly TableRow[]> {
  const table = await openTable(file)
  const rows: TableRow[] = []
  try {
    for await (const block of table.sheets[sheet]?.rows() ?? []) rows.push(...block)
  } finally {
    table.close()
  }
  return rows
}

/** How reading ends when it must not succeed: the code, and the row where there is one. */
export async function refusalOf(file: string): Promise<unknown> {
  try {
    await rowsOf(file)
    return 'read'
  } catch (fault) {
    return fault instanceof Error && 'code' in fault ? fault.code : fault
  }
}
