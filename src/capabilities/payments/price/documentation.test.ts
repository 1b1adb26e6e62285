import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { price } from '../testing/price-files.ts'

const page = await readFile(new URL('../../../../docs/price-format.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) => json)
const examples = blocks.filter((json) => json.includes('"cases"'))

describe('the description of the price file', () => {
  it('has an example and its answer for every kind', () => {
    const kinds = examples.flatMap((json) => [...json.matchAll(/"kind": "(\w+)"/g)].map(([, kind]) => kind))
    expect([...new Set(kinds)].toSorted()).toEqual(['absence', 'block', 'stay', 'visits', 'week'])
  })

  it.each(examples)('answers as it says: %s', async (example) => {
    const answer = blocks[blocks.indexOf(example) + 1] ?? ''
    const { code, out, err } = await price(example)
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toEqual(JSON.parse(answer))
  })
})
