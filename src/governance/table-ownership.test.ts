import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const capabilities = path.join(import.meta.dirname, '..', 'capabilities')
const schemas = globSync('*/', { cwd: capabilities }).map((folder) => path.basename(folder).replaceAll('-', '_'))

/** Words such as 'payments.prepare-run' name a job or a permission; a table has an underscore or a plain noun after the dot. */
function foreignTables(file: string): string[] {
  const own = (file.split(path.sep)[0] ?? '').replaceAll('-', '_')
  const text = readFileSync(path.join(capabilities, file), 'utf8')
  const others = schemas.filter((schema) => schema !== own).join('|')
  const inBuilder = new RegExp(
    `\\b(?:selectFrom|innerJoin|leftJoin|insertInto|updateTable|deleteFrom|using|from)\\(\\s*\\[?['"\`](?:${others})\\.\\w+`,
    'g',
  )
  const inSql = new RegExp(`\\b(?:from|join|into|update|using|table)\\s+(?:only\\s+)?(?:${others})\\.\\w+`, 'gi')
  return [...text.matchAll(inBuilder), ...text.matchAll(inSql)].map(([found]) => `${file}: ${found}`)
}

it('lets no capability name another’s tables: what others may read is published', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: capabilities }).filter(
    (file) => !file.includes('.test.') && !file.includes(`${path.sep}testing${path.sep}`),
  )
  expect(files.flatMap(foreignTables)).toEqual([])
})
