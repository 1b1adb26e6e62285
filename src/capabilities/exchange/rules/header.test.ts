import { describe, expect, it } from 'vitest'
import { packFile } from './format.ts'
import { nearest, readHeader } from './header.ts'

describe('the header of a file', () => {
  it('may have its columns in any order and leave optional ones out', () => {
    expect(readHeader(packFile('staff'), ['role', ' email '])).toEqual({ order: [1, 0], faults: [] })
    expect(readHeader(packFile('people'), ['person_ref', 'given_name', 'family_name']).faults).toEqual([])
  })

  it('may not have a column twice', () => {
    expect(readHeader(packFile('staff'), ['email', 'role', 'email']).faults).toMatchObject([
      { code: 'repeated-column', column: 'email', line: 1 },
    ])
  })

  it.each([
    ['SSRef2', 'person_ref'],
    ['Surname', 'family_name'],
    ['DOB', 'born_on'],
    ['nhsnumber', 'nhs_number'],
    ['NHS No', 'nhs_number'],
    ['favourite colour', undefined],
  ])('finds what %s was meant to be', (name, expected) => {
    expect(
      nearest(
        name,
        packFile('people').columns.map((column) => column.name),
      ),
    ).toBe(expected)
  })
})
