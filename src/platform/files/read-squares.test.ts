import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSquares, squaresReader } from './read-squares.ts'
import { aJpeg, aPdf, aPng } from './testing/samples.ts'
import { aBilevelImage, aScan, aScannedPdf } from './testing/squares.ts'

const text = `https://portal.test/paper/${'5e'.repeat(32)}`
/** A photograph of a sheet on a table, a little crooked. */
const photograph = readFileSync(new URL('testing/signed-sheet.jpg', import.meta.url))
const ofPhotograph = `https://portal.test/paper/${'ab12'.repeat(16)}`
const white = aBilevelImage('x')
const blank = {
  ...white,
  filter: 'ASCIIHexDecode',
  bytes: Buffer.from(`${'ff'.repeat(Math.ceil(white.width / 8) * white.height)}>`),
}
const jpegPage = { width: 827, height: 1169, filter: 'DCTDecode', colours: 'DeviceRGB', bits: 8, bytes: photograph }

it.each([
  ['a scan', aScan(text), 'png', [text]],
  ['a grey, crooked scan', aScan(text, { paper: 170, ink: 90, skew: 6 }), 'png', [text]],
  ['a photograph', photograph, 'jpeg', [ofPhotograph]],
  ['a PDF that holds a photograph', aScannedPdf([jpegPage]), 'pdf', [ofPhotograph]],
  ['a black and white PDF, squares on its last page', aScannedPdf([blank, aBilevelImage(text)]), 'pdf', [text]],
  [
    'a PDF that was never paper',
    aPdf({ text: `${'5e'.repeat(16)}) Tj 0 -30 Td (${'5e'.repeat(16)}` }),
    'pdf',
    ['5e'.repeat(32)],
  ],
  ['a PDF without squares', aScannedPdf([blank]), 'pdf', []],
  ['a PDF of words alone', aPdf(), 'pdf', []],
  ['an empty picture', aPng(3, 3), 'png', []],
  ['a picture that is cut off', aJpeg(), 'jpeg', []],
  ['bytes that are no PDF', Buffer.from('%PDF-1.7 nothing'), 'pdf', []],
  ['a table', Buffer.from('a,b'), 'csv', []],
] as const)('reads %s', async (_, bytes, kind, said) => {
  expect(await readSquares(bytes, kind)).toEqual(said)
})

it('reads one after the other, and leaves alone what would wait too long', async () => {
  const read = squaresReader()
  const all = await Promise.all(Array.from({ length: 10 }, () => read(aScan(text), 'png')))
  expect(all.filter((said) => said.length === 1)).toHaveLength(8)
})
