import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'
import { written } from './samples.ts'

const CELL = 4
const MARGIN = 24

type Over = {
  /** Grey level of the paper and of the ink, 0 to 255. */
  readonly paper?: number
  readonly ink?: number
  /** So many pixels to the right for each hundred down: a sheet that lay crooked. */
  readonly skew?: number
}

/** A grey PNG of a sheet with these squares on it, as a scanner would make it. */
export function aScan(text: string, { paper = 236, ink = 40, skew = 0 }: Over = {}): Buffer {
  const { data, size } = encode(text, { border: 2 })
  const side = size * CELL + 2 * MARGIN
  const isDark = (x: number, y: number) => {
    const left = x - MARGIN - Math.round((y * skew) / 100)
    return data[Math.floor((y - MARGIN) / CELL)]?.[Math.floor(left / CELL)] === true
  }
  const rows = Buffer.alloc(side * (side + 1))
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      // The noise of a glass that was not clean, the same each time.
      const speck = (x * 7919 + y * 104_729) % 17
      rows[y * (side + 1) + 1 + x] = (isDark(x, y) ? ink : paper) - speck
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([mark, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND')])
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

type Image = {
  readonly width: number
  readonly height: number
  /** As a PDF names how it is packed and coloured. */
  readonly filter: string
  readonly colours: string
  readonly bits: number
  readonly bytes: Buffer
}

/** A PDF as a scanner writes it: pages that are each one picture. */
export function aScannedPdf(images: readonly Image[]): Buffer {
  const objects = images.flatMap(({ width, height, filter, colours, bits, bytes }, index) => {
    const at = 3 + index * 3
    const draw = 'q 595 0 0 842 0 0 cm /Im0 Do Q'
    return [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${String(at + 1)} 0 R /Resources << /XObject << /Im0 ${String(at + 2)} 0 R >> >> >>`,
      `<< /Length ${String(draw.length)} >>\nstream\n${draw}\nendstream`,
      `<< /Type /XObject /Subtype /Image /Width ${String(width)} /Height ${String(height)} /ColorSpace /${colours} /BitsPerComponent ${String(bits)} /Filter /${filter} /Length ${String(bytes.length)} >>\nstream\n${bytes.toString('latin1')}\nendstream`,
    ]
  })
  const kids = images.map((_, index) => `${String(3 + index * 3)} 0 R`).join(' ')
  return written([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${String(images.length)} >>`,
    ...objects,
  ])
}

/** Squares as a fax machine sees them: black or white, eight pixels to a byte. */
export function aBilevelImage(text: string): Image {
  const { data, size } = encode(text, { border: 4 })
  const side = size * CELL
  const inRow = Math.ceil(side / 8)
  const bits = Buffer.alloc(inRow * side, 255)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const at = y * inRow + (x >> 3)
      if (data[Math.floor(y / CELL)]?.[Math.floor(x / CELL)] === true)
        bits[at] = (bits[at] ?? 0) & ~(1 << (7 - (x & 7)))
    }
  return { width: side, height: side, filter: 'FlateDecode', colours: 'DeviceGray', bits: 1, bytes: deflateSync(bits) }
}
