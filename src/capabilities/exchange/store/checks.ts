import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { columnOf, stagingTable } from '../rules/format.ts'
import type { PackFile, Reference } from '../rules/columns.ts'
import { fault, isFaultCode, type Fault } from '../rules/faults.ts'
import { specificChecks } from './specific-checks.ts'

/** Faults of one file that only the whole set shows: how many there are, and the first of them. */
export type Found = { readonly count: number; readonly first: readonly Fault[] }

/** A select of `line`, `col`, `code`, `value` and `also`, one row for each fault. */
export type Check = string

type Bounds = {
  /** Files that are not staged as a whole: nothing is blamed for not being in them. */
  readonly unknown: readonly string[]
  readonly most: number
}

export async function findFaults(tx: Tx, file: PackFile, { unknown, most }: Bounds): Promise<Found> {
  const checks = [
    duplicates(file),
    ...(file.references ?? [])
      .filter((reference) => !unknown.includes(reference.file))
      .map((reference) => unknownReferences(file, reference)),
    ...reversedDays(file),
    ...overlaps(file),
    ...(unknown.length === 0 ? (specificChecks[file.name] ?? []) : []),
  ]
  const { rows } = await sql<FoundRow>`${sql.raw(`
    select line, col, code, value, also, count(*) over () as total
    from (${checks.map((check) => `(${check})`).join(' union all ')}) as f (line, col, code, value, also)
    order by line, col, code limit ${String(most)}`)}`.execute(tx)
  return { count: Number(rows[0]?.total ?? 0n), first: rows.map((row) => asFault(file, row)) }
}

type FoundRow = {
  readonly line: number
  readonly col: string | null
  readonly code: string
  readonly value: string | null
  readonly also: string | null
  readonly total: bigint
}

function asFault(file: PackFile, { line, col, code, value, also }: FoundRow): Fault {
  if (!isFaultCode(code)) throw new Error(`no sentence for ${code}`)
  return fault(file.name, line, code, {
    ...(col === null ? {} : { column: col }),
    ...(value === null ? {} : { value }),
    ...(also === null ? {} : { also }),
  })
}

/** Rows whose key was not readable are at fault already and are not compared. */
function readable(file: PackFile, columns: readonly string[], alias: string): string {
  const needed = columns.filter((name) => columnOf(file, name).required)
  return needed.length === 0 ? 'true' : needed.map((name) => `${alias}.${name} is not null`).join(' and ')
}

function shown(columns: readonly string[], alias: string): string {
  return `concat_ws(', ', ${columns.map((name) => `${alias}.${name}`).join(', ')})`
}

function duplicates(file: PackFile): Check {
  const table = stagingTable(file.name)
  const text = (alias: string) => file.key.map((name) => `coalesce(${alias}.${name}::text, '')`).join(', ')
  const keys = file.key.join(', ')
  return `
    select s.line, '${file.key[0] ?? ''}', 'duplicate-key', ${shown(file.key, 's')}, f.line::text
    from (select ${keys}, min(line) as line from ${table} k where ${readable(file, file.key, 'k')} group by ${keys} having count(*) > 1) f
    join ${table} s on (${text('s')}) = (${text('f')}) and s.line > f.line`
}

function unknownReferences(file: PackFile, { columns, file: other, keys }: Reference): Check {
  const last = columns.at(-1) ?? ''
  const given = columns.map((name) => `s.${name} is not null`).join(' and ')
  const match = columns.map((name, index) => `o.${keys[index] ?? name} = s.${name}`).join(' and ')
  return `
    select s.line, '${last}', 'unknown-reference', ${shown(columns, 's')}, '${other}.csv'
    from ${stagingTable(file.name)} s
    where ${given} and not exists (select from ${stagingTable(other)} o where ${match})`
}

function reversedDays(file: PackFile): readonly Check[] {
  if (file.days === undefined) return []
  const [first, last] = file.days
  return [
    `select line, '${last}', 'ends-before-start', ${last}::text, null from ${stagingTable(file.name)} where ${last} < ${first}`,
  ]
}

/** Each row against the longest-lasting one that starts before it. */
function overlaps(file: PackFile): readonly Check[] {
  if (file.noOverlapWithin === undefined || file.days === undefined) return []
  const [first, last] = file.days
  const before = `over (partition by ${file.noOverlapWithin.join(', ')} order by ${first}, line rows between unbounded preceding and 1 preceding)`
  return [
    `select line, '${first}', 'overlap', ${first}::text, earlier::text
     from (
       select line, ${first}, max(coalesce(${last}, 'infinity')) ${before} as until, last_value(line) ${before} as earlier
       from ${stagingTable(file.name)} s where ${readable(file, [...file.noOverlapWithin, first], 's')}
     ) w where until >= ${first} and not exists (
       select from ${stagingTable(file.name)} d where d.line = earlier and d.${first} = w.${first})`,
  ]
}
