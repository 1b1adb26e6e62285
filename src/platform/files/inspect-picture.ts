import type { FileFault } from './faults.ts'

const MOST_PIXELS = 50_000_000

/** A PNG is a chain of chunks from its header to IEND, and nothing follows it. */
export function inspectPng(bytes: Buffer): FileFault | undefined {
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (at === 8) {
      if (type !== 'IHDR' || length < 8 || bytes.length < 24) return 'damaged'
      if (bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > MOST_PIXELS) return 'picture-too-big'
    }
    at += 12 + length
    if (type === 'IEND') return at === bytes.length ? undefined : 'two-in-one'
  }
  return 'damaged'
}

/**
 * A JPEG is markers up to the scan, and ends with FFD9. Telephones put more behind it (a second picture, a depth map), so
 * what follows is let be unless it is another file; a zip at the end is found by the caller.
 */
export function inspectJpeg(bytes: Buffer): FileFault | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
  if (end < 0) return 'damaged'
  const behind = bytes.subarray(end + 2)
  if (/^[\s\0]*(MZ|%PDF|<|#!|PK|Rar!|\x7fELF)/.test(behind.toString('latin1', 0, 64))) return 'two-in-one'
  return frameFault(bytes)
}

function frameFault(bytes: Buffer): FileFault | undefined {
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (isFrame(marker))
      return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) > MOST_PIXELS ? 'picture-too-big' : undefined
    if (marker === 0xda) break
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return 'damaged'
}

/** SOF0 to SOF15, less the three in between that are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
