import { open } from 'node:fs/promises'
import { openCsv } from './csv-reader.ts'
import { openJson } from './json-reader.ts'
import { openOds } from './ods-reader.ts'
import { UnreadableFile, type TableFile } from './table.ts'
import { openXlsx } from './xlsx-reader.ts'
import { openXml } from './xml-reader.ts'

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1')
const EMPTY_ZIP = Buffer.from('PK\u0005\u0006', 'latin1')
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ODS_KIND = 'application/vnd.oasis.opendocument.spreadsheet'
/** How the directory of a compound file names the part that holds an encrypted workbook. */
const ENCRYPTED_PART = Buffer.from('EncryptedPackage', 'utf16le')
const HEAD = 65_536

/** Opens a spreadsheet, CSV, JSON or XML by what it is, never by what it is called. */
export async function openTable(path: string): Promise<TableFile> {
  const head = await headOf(path)
  if (head.length === 0) throw new UnreadableFile('empty')
  if (startsWith(head, COMPOUND)) throw new UnreadableFile(head.includes(ENCRYPTED_PART) ? 'encrypted' : 'old-excel')
  if (startsWith(head, ZIP)) return isOds(head) ? openOds(path) : openXlsx(path)
  if (startsWith(head, EMPTY_ZIP) || isOtherKind(head)) throw new UnreadableFile('not-a-table')
  const start = head
    .subarray(0, 1_000)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^<[?!a-zA-Z]/.test(start)) return openXml(path)
  return /^(\[\s*[{\]]|\{\s*["}])/.test(start) ? openJson(path) : openCsv(path)
}

/** The first part of an OpenDocument file says what it is, unpacked. */
function isOds(head: Buffer): boolean {
  return head.subarray(0, 200).includes(ODS_KIND)
}

function isOtherKind(head: Buffer): boolean {
  const start = head.subarray(0, 16).toString('latin1')
  return /^(%PDF|\x89PNG|GIF8|\xff\xd8\xff|MZ|\x7fELF|Rar!|7z|\x1f\x8b)/.test(start)
}

function startsWith(head: Buffer, mark: Buffer): boolean {
  return head.subarray(0, mark.length).equals(mark)
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
