import path from 'node:path'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { weeklyColumns, fileColumns } from '../rules/file/columns.ts'
import { rowWords } from '../rules/file/words.ts'
import { checkCommand } from './command.ts'

const formats = path.join(import.meta.dirname, '../../../../docs/formats')
const document = readFileSync(path.join(formats, 'actuals-v1.md'), 'utf8')

it.each([
  ['weeks.csv', 0],
  ['own-system.csv', 0],
  ['weeks-with-faults.csv', 1],
])('judges the example %s with %s', async (name, exit) => {
  const io = { readInput: () => Promise.resolve(Buffer.from('')), out: () => undefined, err: () => undefined }
  expect(await checkCommand({ file: path.join(formats, 'examples', name) }, io)).toBe(exit)
})

it('is described with every column, fact and code that is read', () => {
  const words = [...weeklyColumns, ...fileColumns, ...Object.keys(rowWords)]
  expect(words.filter((word) => !document.includes(word))).toEqual([])
})
