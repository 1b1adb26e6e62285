import { expect, it } from 'vitest'
import { readFormats } from '../../../start/formats.ts'
import { documentCheck, documentFormats } from './documents.ts'

const files = readFormats()

it('has the schema of every format that it names, and of no other', () => {
  for (const format of Object.keys(documentFormats))
    expect([format, typeof documentCheck(format, files)]).toEqual([format, 'function'])
  for (const format of ['', 'toString', 'remittance-2']) expect(documentCheck(format, files)).toBeUndefined()
})

it.each([
  ['remittance-1', 'examples/remittance.json'],
  ['commissioned-care-1', 'examples/package-feed.json'],
])('finds nothing wrong with the example of %s', (format, name) => {
  const example: unknown = JSON.parse(files.find((file) => file.name === name)?.content ?? '')
  expect(documentCheck(format, files)?.(example)).toEqual({ format, valid: true, faults: [] })
})

it('points at what is wrong, once for each place', () => {
  const example = JSON.parse(files.find(({ name }) => name === 'examples/remittance.json')?.content ?? '') as object
  const wrong = documentCheck('remittance-1', files)?.({ ...example, paidOn: 'soon', lines: 294, more: 1 })
  expect(wrong?.valid).toBe(false)
  expect(wrong?.faults.map(({ pointer }) => pointer).toSorted()).toEqual(['', '/lines', '/paidOn'])
})

it.each([null, [], 'text', 0])('refuses %j', (document) => {
  expect(documentCheck('remittance-1', files)?.(document).valid).toBe(false)
})
