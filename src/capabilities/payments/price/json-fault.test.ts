import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from './json-fault.ts'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('where a text stops being JSON', () => {
  it.each([
    ['', 1, 1, 'a value was expected'],
    ['{"a":1,}', 1, 8, 'a key in double quotes was expected'],
    ['{"a" 1}', 1, 6, 'a colon was expected'],
    ['[1\n 2]', 2, 2, 'a comma or ] was expected'],
    ['{"a":1} x', 1, 9, 'nothing more was expected'],
    ['{"a":01}', 1, 7, 'a comma or } was expected'],
    ['["\u0009"]', 1, 2, 'a value was expected'],
    ['{"id":"A",\n"id":"B"}', 2, 1, 'the key "id" is given twice'],
    ['['.repeat(100_000), 1, 52, 'nested too deeply'],
  ])('says of %j line %i, column %i: %s', (text, line, column, reason) => {
    expect(findJsonFault(text)).toEqual({ line, column, reason })
  })

  it('finds nothing wrong with what the language writes', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        expect(findJsonFault(JSON.stringify(JSON.parse(text), undefined, indent))).toBeUndefined()
      }),
    )
  })

  it('lets nothing through that the language would not read', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-0.5e3',
      '.5',
      'null',
      ' ',
      '\n',
      '"',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        expect(findJsonFault(text) !== undefined || parses(text)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
