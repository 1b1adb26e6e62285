import { expect, it } from 'vitest'
import type { Column, Table } from './catalogue.ts'
import { kyselyTypes } from './kysely-types.ts'

it.each([
  ['a required column', { type: 'uuid', required: true }, 'string'],
  ['an optional one', { type: 'date' }, 'LocalDate | null'],
  ['one with a default', { type: 'integer', required: true, defaultsTo: '1' }, 'Generated<number>'],
  ['a generated one', { type: 'bigint', required: true, made: 'generated' }, 'GeneratedAlways<bigint>'],
  ['money', { type: 'platform.pence', required: true }, 'Pence'],
  ['an array', { type: 'smallint[]' }, 'readonly number[] | null'],
  ['a document', { type: 'jsonb' }, 'unknown'],
  ['a range', { type: 'daterange', required: true }, 'string'],
] as const)('types %s', (_, column, expected) => {
  expect(typesOf(aTable({ columns: [aColumn(column)] }))).toContain(`  kind: ${expected}\n`)
})

it('takes the words of a check for a union', () => {
  const rule = `CHECK ((kind = ANY (ARRAY['accepted'::text, 'rejected'::text])))`
  const table = aTable({
    columns: [aColumn({ type: 'text', required: true })],
    constraints: [{ name: 'kind_check', rule, columns: ['kind'] }],
  })
  expect(typesOf(table)).toContain(`  kind: 'accepted' | 'rejected'\n`)
})

it('lets nobody write to a view', () => {
  expect(typesOf(aTable({ kind: 'view', columns: [aColumn({ type: 'text' })] }))).toContain(
    '  kind: ColumnType<string | null, never, never>\n',
  )
})

it('imports what is used and nothing else', () => {
  const types = typesOf(aTable({ columns: [aColumn({ type: 'platform.rate' })] }))
  expect(types).toMatch(/^import type \{ Rate \} from '..\/..\/core\/money.ts'\n\n/)
})

function typesOf(table: Table): string {
  return kyselyTypes([{ name: 'care', tables: [table], functions: [], domains: [] }])
}

function aTable(fields: Partial<Table>): Table {
  return {
    schema: 'care',
    name: 'visit',
    kind: 'table',
    comment: null,
    partitions: null,
    basedOn: [],
    rowSecurity: 'forced',
    columns: [],
    constraints: [],
    indexes: [],
    policies: [],
    triggers: [],
    grants: [],
    ...fields,
  }
}

function aColumn(fields: Partial<Column>): Column {
  return { name: 'kind', type: 'text', required: false, defaultsTo: null, made: 'given', comment: null, ...fields }
}
