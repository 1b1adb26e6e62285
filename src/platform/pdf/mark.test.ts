import { describe, expect, it } from 'vitest'
import { aPdf } from '../files/testing/samples.ts'
import { readText } from '../files/read-text.ts'
import { markPdf } from './mark.ts'

describe('a copy that names its reader', () => {
  it('says on each page who opened it and when, and still says what it said', async () => {
    const marked = await markPdf(aPdf({ text: 'Transfers with two carers' }), 'Asha Test, 10 April 2025 at 10am')
    if (!marked.ok) throw new Error(marked.refusal.code)
    const text = await readText(marked.value, 'pdf')
    expect(text).toContain('Asha Test, 10 April 2025 at 10am')
    expect(text).toContain('Transfers with two carers')
  })
  it('is made of no words that would be code', async () => {
    const marked = await markPdf(aPdf(), '#panic("x") *bold* $1$')
    expect(marked.ok && (await readText(marked.value, 'pdf'))).toContain('#panic("x") *bold* $1$')
  })
  it('is not made of what is no PDF, nor where there is no compiler', async () => {
    expect(await markPdf(Buffer.from('not a paper'), 'Asha')).toEqual({ ok: false, refusal: { code: 'unreadable' } })
    expect(await markPdf(aPdf(), 'Asha', () => undefined)).toEqual({ ok: false, refusal: { code: 'not-here' } })
  })
})
