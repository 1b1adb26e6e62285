import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cellReader } from './cells.ts'
import { packDocument } from './document.ts'
import { packFiles } from './format.ts'

describe('the public description of a migration pack', () => {
  it('is the one in docs; `node scripts/describe-pack.ts` writes it', () => {
    expect(readFileSync('docs/migration-pack.md', 'utf8')).toBe(packDocument())
  })

  it.each(packFiles.flatMap((file) => file.columns.map((column) => [`${file.name}.${column.name}`, column] as const)))(
    'gives an example for %s that is read without fault',
    (_, column) => {
      expect(cellReader(column, () => '2026-04-30T16:00:00Z')(column.example)).toMatchObject({ ok: true })
    },
  )

  it.each(packFiles.map((file) => [file.name, file] as const))(
    'refers from %s only to what is read before it',
    (_, file) => {
      const before = packFiles.slice(0, packFiles.indexOf(file))
      for (const { file: other, keys } of file.references ?? []) {
        const target = before.find(({ name }) => name === other)
        expect(target?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...keys]))
      }
    },
  )
})
