import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { writeOds } from './ods-writer.ts'
import { rowsOf } from './testing/files.ts'
import { writeXlsx } from './xlsx-writer.ts'

/** The program itself, where this machine has it: nothing else shows that it opens what we write. */
const office = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0)

it.skipIf(office === undefined).each([
  ['xlsx', writeXlsx],
  ['ods', writeOds],
])(
  'opens as %s in LibreOffice as it was typed: no text runs, no reference loses its noughts, days stay days',
  async (ending, write) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-office-'))
    const typed = ['=1+1', '+44 1603', '-2', '@SUM(A1)', '000123', '1:45', 'Ærø, "so-called"']
    const columns = ['text', 'day', 'amount'].map((heading) => ({ heading, width: 20, open: true }))
    const rows = typed.map((text) => [text, { day: '2026-03-29' }, { number: '1.75' }])
    const file = path.join(folder, `typed.${ending}`)
    await pipeline(write([{ name: 'Weekly', columns, rows: [rows] }]), createWriteStream(file))
    const converted = spawnSync(
      office ?? '',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        ...['--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76', '--outdir', folder, file],
      ],
      { timeout: 60_000 },
    )
    expect(converted.status).toBe(0)
    const read = await rowsOf(path.join(folder, 'typed.csv'))
    expect(read.slice(1).map(({ cells }) => cells[0])).toEqual(typed)
    expect(new Set(read.slice(1).map(({ cells }) => cells[1]))).toEqual(new Set(['2026-03-29']))
    expect(new Set(read.slice(1).map(({ cells }) => cells[2]))).toEqual(new Set(['1.75']))
  },
  90_000,
)
