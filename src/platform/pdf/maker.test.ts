import { describe, expect, it } from 'vitest'
import { localDate } from '../../core/dates.ts'
import type { PdfDocument } from './document.ts'
import { installedCompiler } from './compiler.ts'
import { pdfMaker } from './maker.ts'

const here = installedCompiler() !== undefined
const paper: PdfDocument = {
  title: 'Remittance R-1',
  from: 'Norfolk County Council',
  facts: [{ name: 'Paid', value: '£1,652.00' }],
  sections: [
    {
      heading: 'Ada Test',
      columns: [{ heading: 'Week' }, { heading: 'Amount', numeric: true }],
      rows: [['3 to 9 March 2025', '£1,652.00']],
      total: ['Total', '£1,652.00'],
    },
  ],
  notes: ['#read("/etc/passwd") $x$ [] @ref \\ " <tag>'],
  footer: 'R-1',
}

// A machine without the compiler answers `not-here`, which is tested below; there is nothing to compile with.
describe.runIf(here)('a paper', () => {
  it('is a tagged PDF that claims PDF/UA and has the same bytes each time', async () => {
    const make = pdfMaker()
    const [first, second] = await Promise.all([make(paper), make(paper)])
    if (!first.ok || !second.ok) throw new Error('not made')
    expect(first.value.subarray(0, 5).toString()).toBe('%PDF-')
    expect(first.value.includes('pdfuaid')).toBe(true)
    expect(first.value.includes('/StructTreeRoot')).toBe(true)
    expect(first.value.equals(second.value)).toBe(true)
  })
  it('is tagged PDF/A-2a when it is made to be kept, the same bytes each time', async () => {
    const make = pdfMaker()
    const kept = { ...paper, datedOn: localDate('2025-03-04') }
    const [first, second] = await Promise.all([make(kept), make(kept)])
    if (!first.ok || !second.ok) throw new Error('not made')
    const text = first.value.toString('latin1')
    expect(text).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A<\/pdfaid:conformance>/)
    expect(text).toContain('/StructTreeRoot')
    expect(text).toContain('/OutputIntents')
    expect(first.value.equals(second.value)).toBe(true)
  })
  it('shows two thousand rows and refuses more', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => [`Week ${String(n)}`, '£1.00'])
    const long = (count: number) => ({
      ...paper,
      sections: paper.sections.map((section) => ({ ...section, rows: rows.slice(0, count) })),
    })
    expect((await pdfMaker()(long(2_000))).ok).toBe(true)
    const tooLong = { ...long(2_000), sections: [...long(2_000).sections, ...paper.sections] }
    expect(await pdfMaker()(tooLong)).toEqual({ ok: false, refusal: { code: 'too-long' } })
  })
  it('keeps only a few waiting', async () => {
    const make = pdfMaker()
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => make(paper)))
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(Array(2).fill({ ok: false, refusal: { code: 'busy' } }))
  })
})

it('says so when this machine has no compiler', async () => {
  expect(installedCompiler('plan9', 'mips')).toBeUndefined()
  const nowhere = () => undefined
  expect(await pdfMaker(nowhere)(paper)).toEqual({ ok: false, refusal: { code: 'not-here' } })
})
