import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRows } from './read-file.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'csv-'))
})
afterAll(() => rm(dir, { recursive: true }))

type Line = readonly [line: number, ...fields: string[]]

async function read(text: string | Buffer, chunk?: number): Promise<Line[]> {
  const path = join(dir, 'file.csv')
  await writeFile(path, text)
  const found: Line[] = []
  for await (const { rows, lines } of readRows(path, 'file', chunk))
    rows.forEach((row, index) => found.push([lines[index] ?? 0, ...row]))
  return found
}

describe('reading the rows of a CSV file', () => {
  it.each([
    ['quoted commas and quotation marks', 'a,"b,""c"""\n', [[1, 'a', 'b,"c"']]],
    [
      'a line break inside quotation marks',
      'a,"b\nc"\nd,e\n',
      [
        [1, 'a', 'b\nc'],
        [3, 'd', 'e'],
      ],
    ],
    [
      'lines that end as on Windows',
      'a,b\r\nc,"d"\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'a last line without an end',
      'a\nb',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'a byte order mark',
      '\ufeffa\nb\n',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'empty lines, which count and hold nothing',
      'a\n\n\nb\n\n',
      [
        [1, 'a'],
        [4, 'b'],
      ],
    ],
    ['one empty field of many', ',\n', [[1, '', '']]],
    ['nothing at all', '', []],
  ])('understands %s', async (_, text, expected) => {
    expect(await read(text)).toEqual(expected)
    expect(await read(text, 1)).toEqual(expected)
  })

  it('gives back what was written, with its lines, wherever the stream happens to be cut', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', '字', '😀', ' '), maxLength: 6 })
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 20 }), async (written, chunk) => {
        const quoted = written.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
        const starts = written.map((_, index) => quoted.slice(0, index).join('').split('\n').length + index)
        const expected = written.map((row, index) => [starts[index], ...row])
        expect(await read(quoted.map((line) => `${line}\n`).join(''), chunk)).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('names the line of a byte that is not UTF-8, however far into the file', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `row ${String(index)}\n`)
    const bytes = Buffer.concat([Buffer.from(rows.join('')), Buffer.from([0xc3, 0x28]), Buffer.from('\nlast\n')])
    await expect(read(bytes)).rejects.toMatchObject({ fault: { line: 50_001, code: 'wrong-encoding' } })
  })

  it('refuses a line of more than a megabyte, and lets one just below it pass', async () => {
    expect(await read(`a\n${'x'.repeat(1_000_000)}\n`)).toHaveLength(2)
    await expect(read(`a\n${'x'.repeat(1_500_000)}\n`)).rejects.toMatchObject({
      fault: { line: 2, code: 'line-too-long' },
    })
  })
})
