import type { Column, Schema, Table } from './catalogue.ts'

/** The Database type of Kysely: what each column gives when read and takes when written. */
export function kyselyTypes(schemas: readonly Schema[]): string {
  const tables = schemas.flatMap((schema) => schema.tables)
  const body = tables
    .map((table) => `${quoted(`${table.schema}.${table.name}`)}: {\n${columnsOf(table, tables)}\n}`)
    .join('\n')
  return `${importsFor(body)}
/** Made by scripts/describe-database.ts from the migrated database; not edited by hand. */
export type Database = {
${body}
}
`
}

function columnsOf(table: Table, tables: readonly Table[]): string {
  const typeOf = table.kind === 'view' ? viewColumnType : columnType
  return table.columns.map((column) => `  ${column.name}: ${typeOf(column, table, tables)}`).join('\n')
}

/** The catalogue calls every column of a view nullable; one that reads a single table is as that table's columns are. */
function viewColumnType(column: Column, view: Table, tables: readonly Table[]): string {
  const [only, ...others] = view.basedOn
  const table = others.length > 0 ? undefined : tables.find(({ schema, name }) => `${schema}.${name}` === only)
  const source = table?.columns.find(({ name }) => name === column.name)
  const type = source && table ? valueType(source, table) : valueType(column, view)
  return `ColumnType<${type}, never, never>`
}

function valueType(column: Column, table: Table): string {
  const base = literalsOf(column, table) ?? baseType(column.type)
  return column.required || base === 'unknown' ? base : `${base} | null`
}

function columnType(column: Column, table: Table): string {
  const type = valueType(column, table)
  if (column.made === 'generated') return `GeneratedAlways<${type}>`
  return column.made === 'identity' || column.defaultsTo !== null ? `Generated<${type}>` : type
}

/** check (kind in ('accepted', 'rejected')) is a union of these words in TypeScript as well. */
function literalsOf({ name }: Column, { constraints }: Table): string | undefined {
  for (const { rule, columns } of constraints) {
    if (columns.length !== 1 || columns[0] !== name) continue
    const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[([^\]]+)\]\)\)\)$/.exec(rule)?.[1]
    const words = list?.split(', ').map((item) => /^'([^']*)'::text$/.exec(item)?.[1])
    if (words?.every((word) => word !== undefined)) return words.map(quoted).join(' | ')
  }
  return undefined
}

const TYPES: Readonly<Record<string, string>> = {
  'platform.pence': 'Pence',
  'platform.rate': 'Rate',
  'platform.quantity': 'Quantity',
  bigint: 'bigint',
  boolean: 'boolean',
  bytea: 'Buffer',
  date: 'LocalDate',
  'double precision': 'number',
  integer: 'number',
  json: 'unknown',
  jsonb: 'unknown',
  real: 'number',
  smallint: 'number',
  'timestamp with time zone': 'Date',
}

/** Everything else, from uuid and numeric to ranges, arrives as the text PostgreSQL prints. */
function baseType(type: string): string {
  if (type.endsWith('[]')) return `readonly ${baseType(type.slice(0, -2))}[]`
  return TYPES[type] ?? 'string'
}

const IMPORTS: readonly (readonly [string, readonly string[]])[] = [
  ['kysely', ['ColumnType', 'Generated', 'GeneratedAlways']],
  ['../../core/dates.ts', ['LocalDate']],
  ['../../core/money.ts', ['Pence', 'Quantity', 'Rate']],
]

function importsFor(body: string): string {
  return IMPORTS.flatMap(([from, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(body))
    return used.length === 0 ? [] : [`import type { ${used.join(', ')} } from '${from}'\n`]
  }).join('')
}

function quoted(text: string): string {
  return `'${text}'`
}
