import { deflateSync } from 'node:zlib'
import { ZipFile } from 'yazl'

/** Small files that are what they say, and the places to put something into them that should not be there. */

export type PdfOver = {
  readonly catalogue?: string
  readonly trailer?: string
  readonly objects?: readonly string[]
  readonly text?: string
}

/** One page with a line of text, its cross-reference table right to the byte. */
export function aPdf({ catalogue = '', trailer = '', objects = [], text = 'Care plan' }: PdfOver = {}): Buffer {
  const content = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...objects,
  ]
  return written(all, trailer)
}

/** One page for each text. */
export function aPdfOfPages(...texts: readonly string[]): Buffer {
  const kids = texts.map((_, index) => `${String(4 + index * 2)} 0 R`).join(' ')
  const pages = texts.flatMap((text, index) => {
    const content = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`
    return [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${String(5 + index * 2)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    ]
  })
  return written([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${String(texts.length)} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages,
  ])
}

/** A PDF of these objects, the first of which is its catalogue. */
export function written(all: readonly string[], trailer = ''): Buffer {
  let body = '%PDF-1.7\n'
  const places: number[] = []
  for (const [index, object] of all.entries()) {
    places.push(body.length)
    body += `${String(index + 1)} 0 obj\n${object}\nendobj\n`
  }
  const xref = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const count = String(all.length + 1)
  return Buffer.from(
    `${body}xref\n0 ${count}\n0000000000 65535 f \n${xref}trailer\n<< /Size ${count} /Root 1 0 R ${trailer} >>\nstartxref\n${String(body.length)}\n%%EOF\n`,
    'latin1',
  )
}

type Packing = { readonly said?: string; readonly pack?: (bytes: Buffer) => Buffer }

/** An object stream, as newer writers compress their objects; or packed and described in another way. */
export function anObjectStream(inside: string, { said = '/Type /ObjStm /Filter /FlateDecode', pack }: Packing = {}) {
  const packed = (pack ?? deflateSync)(Buffer.from(`9 0 ${inside}`, 'latin1')).toString('latin1')
  return `<< /N 1 /First 4 ${said} /Length ${String(packed.length)} >>\nstream\n${packed}\nendstream`
}

type Part = { readonly name: string; readonly content: string | Buffer }

/** A zip of these parts, in order. */
export async function aZip(parts: readonly Part[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, content } of parts) zip.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype' })
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

const types = (main: string) => ({
  name: '[Content_Types].xml',
  content: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/></Types>`,
})

export function aDocx(more: readonly Part[] = [], document = '<w:document><w:t>Care plan</w:t></w:document>') {
  return aZip([types('wordprocessingml.document'), { name: 'word/document.xml', content: document }, ...more])
}

export function anXlsx(more: readonly Part[] = []): Promise<Buffer> {
  return aZip([types('spreadsheetml.sheet'), { name: 'xl/workbook.xml', content: '<workbook/>' }, ...more])
}

export function anOdt(more: readonly Part[] = []): Promise<Buffer> {
  const mimetype = { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' }
  return aZip([mimetype, { name: 'content.xml', content: '<office:document-content/>' }, ...more])
}

export function aPng(width = 1, height = 1): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([mark, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(4))), chunk('IEND')])
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
}

export function aJpeg(width = 1, height = 1): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt16BE(height, 0)
  size.writeUInt16BE(width, 2)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'),
    Buffer.from([0xff, 0xc0, 0, 11, 8]),
    size,
    Buffer.from([1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0xff, 0xd9]),
  ])
}
