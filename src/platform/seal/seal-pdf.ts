import { detachedCms } from './cms.ts'
import type { Seal, Sealing } from './seal.ts'

/** Room for the signature in bytes: a chain of several certificates fits, and beside it a stamp with its own. */
const ROOM = 10_240
const ROOM_WITH_STAMP = 26_624
const BYTE_RANGE = '[0 0000000000 0000000000 0000000000]'

/**
 * Adds a signature to a finished PDF and changes nothing that is there: its bytes are kept and what is new follows them
 * (an incremental update), so the tags of the paper stay. The signature covers every byte but its own.
 */
export async function sealPdf(pdf: Buffer, seal: Seal, sealing: Sealing): Promise<Buffer> {
  const file = readTail(pdf)
  const [signature, field] = [file.size, file.size + 1]
  const objects = [
    { number: signature, body: signatureObject(sealing, roomFor(seal)) },
    { number: field, body: fieldObject(signature, file.page) },
    { number: file.page.number, body: withAnnotation(file.page.body, field) },
    { number: file.root.number, body: withForm(file.root.body, field) },
  ].toSorted((a, b) => a.number - b.number)
  return sign(append(pdf, file, objects), seal)
}

type Found = { readonly number: number; readonly body: string }
type Tail = {
  readonly size: number
  readonly root: Found
  readonly page: Found
  readonly startXref: number
  readonly kept: string
}

/** Our own papers have a plain cross-reference table; any other file is not ours to seal. */
function readTail(pdf: Buffer): Tail {
  const text = pdf.toString('latin1')
  const [, trailer = '', start = ''] = /trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/s.exec(text) ?? []
  const [size, root, startXref] = [
    numberIn(trailer, /\/Size (\d+)/),
    numberIn(trailer, /\/Root (\d+) 0 R/),
    Number(start),
  ]
  const offsets = offsetsOf(text, startXref)
  const page = [...offsets].find(([, at]) => /^\d+ 0 obj\s*<<\s*\/Type \/Page\s/.test(text.slice(at, at + 60)))
  if (page === undefined) throw new Error('a PDF has a page')
  return {
    size,
    root: objectAt(text, offsets, root),
    page: objectAt(text, offsets, page[0]),
    startXref,
    kept: [...trailer.matchAll(/\/(?:Info \d+ 0 R|ID \[.*?\])/gs)].join(' '),
  }
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new Error('not a PDF of ours')
  return Number(found)
}

function offsetsOf(text: string, startXref: number): ReadonlyMap<number, number> {
  const lines = text.slice(startXref).split('\n')
  const count = Number(/^0 (\d+)/.exec(lines[1] ?? '')?.[1])
  if (lines[0]?.trim() !== 'xref' || !Number.isInteger(count)) throw new Error('not a PDF of ours')
  return new Map(
    lines
      .slice(2, 2 + count)
      .map((line, number) => [number, Number(line.slice(0, 10)), line[17]] as const)
      .filter(([, , kind]) => kind === 'n')
      .map(([number, at]) => [number, at]),
  )
}

function objectAt(text: string, offsets: ReadonlyMap<number, number>, number: number): Found {
  const at = offsets.get(number)
  const found = at === undefined ? null : /^\d+ 0 obj\s*<<(.*?)>>\s*endobj/s.exec(text.slice(at))
  if (found === null) throw new Error(`object ${String(number)} is not a dictionary`)
  return { number, body: found[1] ?? '' }
}

function roomFor({ stamp }: Seal): number {
  return stamp === undefined ? ROOM : ROOM_WITH_STAMP
}

function signatureObject({ name, reason, location, at }: Sealing, room: number): string {
  return [
    '/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    `/Name ${pdfText(name)} /Reason ${pdfText(reason)} /Location ${pdfText(location)}`,
    `/M (D:${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z)`,
    `/ByteRange ${BYTE_RANGE}`,
    `/Contents <${'0'.repeat(room * 2)}>`,
  ].join('\n')
}

/** A field that shows nothing lies outside the page: what is on the paper is tagged, and this is not on it. */
function fieldObject(signature: number, page: Found): string {
  return `/Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /V ${String(signature)} 0 R /F 132 /Rect [-1 -1 -1 -1] /P ${String(page.number)} 0 R`
}

function withAnnotation(page: string, field: number): string {
  if (page.includes('/Annots')) return page.replace(/\/Annots \[/, `/Annots [${String(field)} 0 R `)
  return `${page.trimEnd()}\n/Annots [${String(field)} 0 R] /Tabs /S`
}

/** 3: signatures exist, and whoever changes the file must append. */
function withForm(root: string, field: number): string {
  return `${root.trimEnd()}\n/AcroForm << /Fields [${String(field)} 0 R] /SigFlags 3 >>`
}

/** Text of any language: UTF-16 with its mark, in hexadecimal so that nothing in it is syntax. */
function pdfText(text: string): string {
  return `<${Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}

function append(pdf: Buffer, file: Tail, objects: readonly Found[]): Buffer {
  const parts: string[] = []
  let at = pdf.length + 1
  const entries: string[] = []
  for (const { number, body } of objects) {
    const object = `${String(number)} 0 obj\n<<${body}\n>>\nendobj\n`
    parts.push(object)
    entries.push(`${String(number)} 1\n${String(at).padStart(10, '0')} 00000 n \n`)
    at += object.length
  }
  const trailer = `/Size ${String(file.size + 2)} /Root ${String(file.root.number)} 0 R /Prev ${String(file.startXref)} ${file.kept}`
  parts.push(`xref\n${entries.join('')}trailer\n<< ${trailer} >>\nstartxref\n${String(at)}\n%%EOF\n`)
  return Buffer.concat([pdf, Buffer.from(`\n${parts.join('')}`, 'latin1')])
}

async function sign(unsigned: Buffer, seal: Seal): Promise<Buffer> {
  const room = roomFor(seal)
  const from = unsigned.lastIndexOf('/Contents <') + '/Contents '.length
  const to = from + room * 2 + 2
  const range = `[0 ${String(from)} ${String(to)} ${String(unsigned.length - to)}`.padEnd(BYTE_RANGE.length - 1) + ']'
  unsigned.write(range, unsigned.lastIndexOf(BYTE_RANGE), 'latin1')
  const cms = await detachedCms([unsigned.subarray(0, from), unsigned.subarray(to)], seal)
  if (cms.length > room) throw new Error('the certificates of the seal take too much room')
  unsigned.write(cms.toString('hex'), from + 1, 'latin1')
  return unsigned
}
