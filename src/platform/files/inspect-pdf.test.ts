import { describe, expect, it } from 'vitest'
import { deflateRawSync, deflateSync } from 'node:zlib'
import { inspectPdf } from './inspect-pdf.ts'
import { anObjectStream, aPdf } from './testing/samples.ts'

const script = '<< /S /JavaScript /JS (app.alert(1)) >>'
const hex = (bytes: Buffer) => Buffer.from(`${bytes.toString('hex')}>`)
const hexOfFlate = (bytes: Buffer) => hex(deflateSync(bytes))
/** Each row of eight bytes says that every byte is what it adds to the one above it. */
const predicted = (bytes: Buffer) => {
  const rows = Array.from({ length: Math.ceil(bytes.length / 8) }, (_, row) => {
    const above = Buffer.alloc(8)
    if (row > 0) bytes.copy(above, 0, row * 8 - 8, row * 8)
    const own = Buffer.alloc(8)
    bytes.copy(own, 0, row * 8, row * 8 + 8)
    return Buffer.from([2, ...own.map((byte, at) => (byte - (above[at] ?? 0)) & 255)])
  })
  return deflateSync(Buffer.concat(rows))
}
/** A plain first part with the word for the end in it, so that a search which stops there sees nothing behind. */
const endedEarly = (bytes: Buffer) => {
  const word = Buffer.from('endstream')
  const stored = Buffer.from([0x78, 0x01, 0, word.length, 0, ~word.length & 255, 255])
  const sum = deflateSync(Buffer.concat([word, bytes])).subarray(-4)
  return Buffer.concat([stored, word, deflateRawSync(bytes), sum])
}
const judge = (object: string) => inspectPdf(aPdf({ objects: [object] }))

describe('a script in a compressed object', () => {
  it.each([
    ['hexadecimal over Flate', '/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]', hexOfFlate],
    ['hexadecimal alone', '/Type /ObjStm /Filter /ASCIIHexDecode', hex],
    ['short names', '/Type /ObjStm /Filter [/AHx /Fl]', hexOfFlate],
    ['short keys', '/Type /ObjStm /F [/AHx /Fl]', hexOfFlate],
    ['names with escapes', '/Type /Obj#53tm /Fil#74er [/ASCIIHe#78Decode /FlateDecode]', hexOfFlate],
    ['a filter that stands elsewhere', '/Type /ObjStm /Filter 4 0 R', hexOfFlate],
    ['a filter behind a comment', '/Type /ObjStm /Filter %/FlateDecode\n/AHx', hex],
    ['two filters that disagree', '/Type /ObjStm /Filter /AHx /Filter /FlateDecode', hex],
    ['a comment that looks like an object', '/Type /ObjStm /Filter /AHx % 8 0 obj <<\n', hex],
    ['no type', '/Filter [/ASCIIHexDecode /FlateDecode]', hexOfFlate],
    ['a predictor', '/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 8 >>', predicted],
    ['what is not Flate though it says so', '/Type /ObjStm /Filter /FlateDecode', hex],
    ['brackets that do not match', '/Type /ObjStm /X [ >> /Filter /AHx', hex],
  ])('is not taken unseen: %s', async (_what, said, pack) => {
    expect(await judge(anObjectStream(script, { said, pack }))).toBe('packed-unusually')
  })

  it.each([
    ['not packed', '/Type /ObjStm', (bytes: Buffer) => bytes],
    ['Flate in a list', '/Type /ObjStm /Filter [/FlateDecode] /DecodeParms [null]', deflateSync],
    ['a short name', '/Type /ObjStm /Filter /Fl', deflateSync],
    ['no type, Flate', '/Filter /FlateDecode', deflateSync],
    ['the word for the end among its bytes', '/Type /ObjStm /Filter /FlateDecode', endedEarly],
  ])('is found: %s', async (_what, said, pack) => {
    expect(await judge(anObjectStream(script, { said, pack }))).toBe('active-content')
  })
})

describe('a PDF as ordinary programs write it', () => {
  it.each([
    ['objects by Flate', anObjectStream('<< /Type /Metadata >>')],
    [
      'objects by Flate in a list',
      anObjectStream('<< >>', { said: '/Type/ObjStm/Filter[/FlateDecode]/Extends 9 0 R' }),
    ],
    ['objects that are not packed', anObjectStream('<< >>', { said: '/Type /ObjStm', pack: (bytes) => bytes })],
    [
      'a cross-reference with a predictor',
      anObjectStream('', {
        said: '/Type /XRef /W [1 2 1] /DecodeParms << /Columns 4 /Predictor 12 >> /Filter /FlateDecode',
        pack: predicted,
      }).replace('/First 4 ', ''),
    ],
    [
      'a picture under two filters',
      '<< /Type /XObject /Filter [/ASCII85Decode /DCTDecode] /N 3 /Length 5 >>\nstream\nabc~>\nendstream',
    ],
    ['an outline', '<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 1 /Title (a \\( b \\) (c) % 2 0 obj <<) >>'],
  ])('is taken: %s', async (_what, object) => {
    expect(await judge(object)).toBeUndefined()
  })

  it('does not take long when its objects are made to lie over one another', async () => {
    const started = performance.now()
    expect(await judge('obj<<('.repeat(500_000))).toBe('packed-unusually')
    expect(await judge('obj%'.repeat(500_000))).toBe('packed-unusually')
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
