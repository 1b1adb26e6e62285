import { fileTypeFromBuffer } from 'file-type'
import type { FileFault } from './faults.ts'
import { inspectOffice } from './inspect-office.ts'
import { inspectPdf } from './inspect-pdf.ts'
import { inspectJpeg, inspectPng } from './inspect-picture.ts'
import { isMarkup, isPage, isPlainText, isPlainTextIn } from './inspect-text.ts'
import { fileKinds, type FileKind, type UploadRule } from './kinds.ts'
import { endingOf, nameFault } from './names.ts'

export type Verdict = { readonly kind: FileKind } | { readonly fault: FileFault }
type Offered = { readonly name: string; readonly bytes: Buffer }

/**
 * What a file is, by its content, and whether it may be kept under the rule of the form that sent it. Its ending must agree,
 * because that is what the reader's machine will go by.
 */
export async function judgeFile({ name, bytes }: Offered, rule: UploadRule): Promise<Verdict> {
  if (bytes.length === 0) return { fault: 'empty' }
  if (bytes.length > rule.mostBytes) return { fault: 'too-large' }
  const misnamed = nameFault(name)
  if (misnamed !== undefined) return { fault: misnamed }
  const dataText = rule.dataText?.find((kind) => kind === endingOf(name))
  const verdict = dataText === undefined ? await kindOf(bytes, endingOf(name)) : dataIn(bytes)
  if ('fault' in verdict) return verdict
  if (dataText !== undefined) return verdict
  if (!rule.kinds.includes(verdict.kind)) return { fault: 'wrong-kind' }
  return fileKinds[verdict.kind].endings.includes(endingOf(name)) ? verdict : { fault: 'not-its-ending' }
}

/** XML or JSON that is read as data: text like any other, though it begins as markup may; a page or a picture is not data. */
function dataIn(bytes: Buffer): Verdict {
  if (isPage(bytes.toString('latin1', 0, 4_096))) return { fault: 'active-content' }
  return isPlainText(bytes, 'data') ? { kind: 'text' } : { fault: 'wrong-kind' }
}

type Long = { readonly name: string; readonly bytes: number; readonly pieces: () => AsyncIterable<Buffer> }

/**
 * A file larger than the rule lets others be: text or nothing. It passes through a small memory, and what cannot be text
 * refuses it at the piece where it stands.
 */
export async function judgeLongText({ name, bytes, pieces }: Long, rule: UploadRule): Promise<Verdict> {
  const misnamed = nameFault(name)
  if (misnamed !== undefined) return { fault: misnamed }
  const kind = longKindOf(endingOf(name), rule)
  if (kind === undefined || bytes > (rule.mostTextBytes ?? 0)) return { fault: 'too-large' }
  const head = (await firstOf(pieces())).subarray(0, 4_096)
  const verdict = kind === 'data' ? dataIn(head) : await kindOf(head, kind === 'csv' ? 'csv' : 'txt')
  if ('fault' in verdict) return verdict
  return (await isPlainTextIn(pieces())) ? verdict : { fault: 'wrong-kind' }
}

/** By its ending: what is text at all is told from every piece of it. */
function longKindOf(ending: string, rule: UploadRule): 'data' | 'csv' | 'text' | undefined {
  if (rule.dataText?.some((kind) => kind === ending) === true) return 'data'
  return (['csv', 'text'] as const).find(
    (kind) => rule.kinds.includes(kind) && fileKinds[kind].endings.includes(ending),
  )
}

async function firstOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  for await (const piece of pieces) return piece
  return Buffer.alloc(0)
}

async function kindOf(bytes: Buffer, ending: string): Promise<Verdict> {
  const sniffed = await fileTypeFromBuffer(bytes)
  const ext = sniffed?.ext ?? ''
  if (isTwoInOne(bytes, ext)) return { fault: 'two-in-one' }
  return isZip(bytes) ? office(bytes) : inspected(bytes, ext, ending)
}

async function inspected(bytes: Buffer, ext: string, ending: string): Promise<Verdict> {
  switch (ext) {
    case 'pdf':
      return withKind('pdf', await inspectPdf(bytes))
    case 'png':
      return withKind('png', inspectPng(bytes))
    case 'jpg':
      return withKind('jpeg', inspectJpeg(bytes))
    case 'cfb':
      return { fault: 'old-office' }
    // What has no mark of its own is text or nothing that we take.
    case '':
    case 'xml':
      return text(bytes, ending)
    default:
      return { fault: 'wrong-kind' }
  }
}

function isZip(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50
}

function withKind(kind: FileKind, fault: FileFault | undefined): Verdict {
  return fault === undefined ? { kind } : { fault }
}

async function office(bytes: Buffer): Promise<Verdict> {
  const found = await inspectOffice(bytes)
  return 'fault' in found ? found : { kind: found.kind }
}

function text(bytes: Buffer, ending: string): Verdict {
  if (isMarkup(bytes.toString('latin1', 0, 4_096))) return { fault: 'active-content' }
  if (!isPlainText(bytes)) return { fault: 'wrong-kind' }
  return { kind: ending === 'csv' ? 'csv' : 'text' }
}

/**
 * Readers of PDF accept its mark anywhere in the first 1,024 bytes, and readers of zip look for its directory from the end:
 * a picture or text that has either is a second file in disguise.
 */
function isTwoInOne(bytes: Buffer, ext: string): boolean {
  const pdfAt = bytes.subarray(0, 1_029).indexOf('%PDF-')
  if (pdfAt > 0 || (pdfAt === 0 && ext !== 'pdf')) return true
  return !isZip(bytes) && bytes.subarray(-65_557).includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
}
