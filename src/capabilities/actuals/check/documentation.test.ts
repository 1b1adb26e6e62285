import path from 'node:path'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fileColumns, templateColumns } from '../rules/file/columns.ts'
import { timetableColumns } from '../rules/file/timetable-sheet.ts'
import { lateCodes } from '../rules/late.ts'
import { mappedColumns } from '../rules/file/shared-map.ts'
import { visitWords } from '../rules/file/visit-words.ts'
import { codes } from '../rules/file/code-list.ts'
import { heldWords } from '../rules/file/result-words.ts'
import { rowWords, warningWords } from '../rules/file/words.ts'
import { carerColumns, visitColumns } from '../rules/visit-columns.ts'
import { checkCommand } from './command.ts'

const formats = path.join(import.meta.dirname, '../../../../docs/formats')
const document = readFileSync(path.join(formats, 'actuals-v1.md'), 'utf8')

it.each([
  ['weeks.csv', 0],
  ['own-system.csv', 0],
  ['weeks-late.csv', 0],
  ['weeks-with-faults.csv', 1],
])('judges the example %s with %s', async (name, exit) => {
  const io = { readInput: () => Promise.resolve(Buffer.from('')), out: () => undefined, err: () => undefined }
  expect(await checkCommand({ file: path.join(formats, 'examples', name) }, io)).toBe(exit)
})

it('is described with every column, fact and code that is read', () => {
  const words = [...templateColumns, ...timetableColumns, ...lateCodes, ...fileColumns, ...Object.keys(rowWords)]
  expect(words.filter((word) => !document.includes(word))).toEqual([])
})

it('is described with every hold and warning, and they are in the list of codes', () => {
  const held = Object.keys(heldWords)
  const warned = Object.keys(warningWords)
  expect(held).toEqual(['H01', 'H02', 'H03', 'H04'])
  expect([...held, ...warned].filter((code) => !document.includes(code))).toEqual([])
  const listed = new Set(codes.map(({ code }) => code))
  const known = [...held, ...warned, ...Object.keys(rowWords), ...Object.keys(visitWords)]
  expect(known.filter((code) => !listed.has(code))).toEqual([])
})

it('says each container that is read', () => {
  for (const container of ['CSV', 'XLSX', 'ODS', 'JSON', 'XML']) expect(document).toContain(container)
})

it('describes visits and carers with every column and code that is read, in words and as a schema', () => {
  const visits = readFileSync(path.join(formats, 'visits-v1.md'), 'utf8')
  const schema = readFileSync(path.join(formats, 'visits-v1.schema.json'), 'utf8')
  const columns = [...visitColumns, ...carerColumns]
  expect([...columns, ...Object.keys(visitWords)].filter((word) => !visits.includes(word))).toEqual([])
  expect(columns.filter((column) => !schema.includes(`"${column}"`))).toEqual([])
})

it('lets a shared map name every column that is read', () => {
  const schema = readFileSync(path.join(formats, 'column-map-v1.schema.json'), 'utf8')
  expect(mappedColumns.filter((column) => !schema.includes(`"${column}"`))).toEqual([])
})
