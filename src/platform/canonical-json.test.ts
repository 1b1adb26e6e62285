import { expect, it } from 'vitest'
import { canonicalHash, canonicalJson } from './canonical-json.ts'

it('writes keys in one order at every depth', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}')
})
it('hashes the value, not the order it was written in', () => {
  expect(canonicalHash({ a: 1, b: 2 })).toEqual(canonicalHash({ b: 2, a: 1 }))
  expect(canonicalHash({ a: 1 })).not.toEqual(canonicalHash({ a: 2 }))
})
