import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { aPdf, aPdfOfPages } from '../files/testing/samples.ts'
import { readText } from '../files/read-text.ts'
import { removePages } from './remove-pages.ts'

const paper = aPdfOfPages('Alpha breakfast', 'Bravo address', 'Charlie medicine', 'Delta family')

/** Every byte of a file, with what is packed in it unpacked: what is not here is not in it. */
function allOf(pdf: Buffer): string {
  const whole = pdf.toString('latin1')
  const streams = [...whole.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
    } catch {
      return packed
    }
  })
  return [whole, ...streams].join('\n')
}

describe('a copy without pages', () => {
  it('holds nothing of them: not to be read, and nowhere among its bytes', async () => {
    expect(allOf(paper)).toContain('Bravo address')
    const copy = await removePages(paper, [2, 4])
    if (!copy.ok) throw new Error(copy.refusal.code)
    const text = await readText(copy.value, 'pdf')
    expect(text).toMatch(/Alpha breakfast.*Charlie medicine/)
    expect(text).not.toMatch(/Bravo|Delta/)
    expect(allOf(copy.value)).not.toMatch(/Bravo|Delta/)
    // What stays is found among the bytes in the same way, so that looking for what went proves something.
    expect(allOf(copy.value)).toContain('Alpha breakfast')
  })
  it.each([
    ['fewer pages', [5], 'no-such-page'],
    ['none left', [1, 2, 3, 4], 'nothing-left'],
  ])('is not made: %s', async (_what, pages, code) => {
    expect(await removePages(paper, pages)).toEqual({ ok: false, refusal: { code } })
  })
  it('is not made of what is no PDF, of a PDF that needs a password, nor where there is no compiler', async () => {
    const refusal = async (bytes: Buffer) => removePages(bytes, [1])
    expect(await refusal(Buffer.from('not a paper'))).toEqual({ ok: false, refusal: { code: 'unreadable' } })
    expect(await removePages(aPdf(), [1], () => undefined)).toEqual({ ok: false, refusal: { code: 'not-here' } })
  })
})
