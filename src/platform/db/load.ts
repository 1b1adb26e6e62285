import { sql } from 'kysely'
import type { Tx } from './tx.ts'

/** What a load did to one table. What it found as it should be is unchanged. */
export type Loaded = { readonly added: number; readonly changed: number; readonly removed: number }

export const nothingLoaded: Loaded = { added: 0, changed: 0, removed: 0 }

export function sumLoaded(...parts: readonly Loaded[]): Loaded {
  return parts.reduce(
    (sum, part) => ({
      added: sum.added + part.added,
      changed: sum.changed + part.changed,
      removed: sum.removed + part.removed,
    }),
    nothingLoaded,
  )
}

export type RowLoad = {
  readonly target: string
  /** The staged rows, aliased `s`, with a council_id. */
  readonly from: string
  /** Columns by which a row is the same row; with council_id they are a unique key of the target. */
  readonly key: readonly string[]
  /** Target column to expression over the staged rows; keys included. */
  readonly columns: Readonly<Record<string, string>>
  /** Columns written once and never compared. */
  readonly onlyNew?: Readonly<Record<string, string>>
  /** The target counts its versions in row_version. */
  readonly versioned?: boolean
}

/**
 * Inserts what is new and updates what differs, in one statement over the set. Rows that are as staged are not
 * touched, not even locked, so that loading the same twice writes nothing.
 */
export async function loadRows(tx: Tx, load: RowLoad): Promise<Loaded> {
  const { target, key } = load
  const compared = Object.keys(load.columns).filter((name) => !key.includes(name))
  const all = { ...load.onlyNew, ...load.columns }
  const names = Object.keys(all)
  const bump = load.versioned === true ? [`row_version = t.row_version + 1`] : []
  const updates = [...compared.map((name) => `${name} = excluded.${name}`), ...bump]
  const onConflict = updates.length === 0 ? 'do nothing' : `do update set ${updates.join(', ')}`
  const result = await sql<{ added: bigint; changed: bigint }>`${sql.raw(`
    with staged as (
      select s.council_id, ${names.map((name) => `${all[name] ?? ''} as ${name}`).join(', ')} from ${load.from}
    ), loaded as (
      insert into ${target} as t (council_id, ${names.join(', ')})
      select staged.council_id, ${names.map((name) => `staged.${name}`).join(', ')}
      from staged left join ${target} h on h.council_id = staged.council_id ${matching(key, 'h', 'staged')}
      where h.council_id is null ${differing(compared)}
      on conflict (${['council_id', ...key].join(', ')}) ${onConflict}
      returning old.council_id is null as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from loaded`)}`.execute(
    tx,
  )
  return counts(result.rows[0])
}

/** A staged row whose key the target already has takes that row's id, so that whatever refers to it finds it. */
export async function adoptIds(
  tx: Tx,
  target: string,
  staging: string,
  key: Readonly<Record<string, string>>,
): Promise<void> {
  const match = Object.entries(key).map(([column, staged]) => `and t.${column} = s.${staged}`)
  await sql`${sql.raw(`
    update ${staging} s set id = t.id from ${target} t where t.council_id = s.council_id ${match.join(' ')}`)}`.execute(
    tx,
  )
}

export type RangeLoad = {
  readonly target: string
  /** The staged rows, aliased `s`, with council_id and a daterange expression. */
  readonly from: string
  readonly valid: string
  /** Columns within which the ranges may not overlap. */
  readonly within: Readonly<Record<string, string>>
  readonly columns: Readonly<Record<string, string>>
  /** Columns of new rows that are not compared. */
  readonly onlyNew?: Readonly<Record<string, string>>
}

/**
 * Makes the ranges of everything staged exactly as staged. What differs is taken out first and put back second,
 * because a key without overlaps is checked row by row and a moved boundary would meet its neighbour.
 */
export async function loadRanges(tx: Tx, load: RangeLoad): Promise<Loaded> {
  const within = Object.keys(load.within)
  const all = { ...load.within, ...load.columns, ...load.onlyNew }
  const names = Object.keys(all)
  const compared = ['valid', ...Object.keys(load.columns)]
  const staged = `select s.council_id, ${load.valid} as valid, ${names.map((name) => `${all[name] ?? ''} as ${name}`).join(', ')} from ${load.from}`
  const same = compared.map((name) => `and g.${name} is not distinct from t.${name}`).join(' ')
  const gone = await sql<{ changed: bigint }>`${sql.raw(`
    with staged as materialized (${staged}), gone as (
      delete from ${load.target} t
      where (t.council_id, ${within.map((name) => `t.${name}`).join(', ')}) in (select g.council_id, ${within.map((name) => `g.${name}`).join(', ')} from staged g)
        and not exists (select from staged g where g.council_id = t.council_id ${matching(within, 'g', 't')} ${same})
      returning 1
    )
    select count(*) as changed from gone`)}`.execute(tx)
  const come = await sql<{ added: bigint }>`${sql.raw(`
    with staged as materialized (${staged}), come as (
      insert into ${load.target} (council_id, valid, ${names.join(', ')})
      select g.council_id, g.valid, ${names.map((name) => `g.${name}`).join(', ')} from staged g
      where not exists (select from ${load.target} t where t.council_id = g.council_id ${matching(within, 't', 'g')} and t.valid = g.valid)
      returning 1
    )
    select count(*) as added from come`)}`.execute(tx)
  const removed = Number(gone.rows[0]?.changed ?? 0n)
  const added = Number(come.rows[0]?.added ?? 0n)
  const changed = Math.min(added, removed)
  return { added: added - changed, changed, removed: removed - changed }
}

/** Runs a statement that answers one row of counts `added`, `changed` and `removed`, each optional. */
export async function loadBy(tx: Tx, statement: string): Promise<Loaded> {
  const result = await sql<Counts>`${sql.raw(statement)}`.execute(tx)
  return counts(result.rows[0])
}

type Counts = { readonly added?: bigint; readonly changed?: bigint; readonly removed?: bigint }

function counts(row: Counts | undefined): Loaded {
  return { added: Number(row?.added ?? 0n), changed: Number(row?.changed ?? 0n), removed: Number(row?.removed ?? 0n) }
}

function matching(key: readonly string[], one: string, other: string): string {
  return key.map((name) => `and ${one}.${name} = ${other}.${name}`).join(' ')
}

function differing(compared: readonly string[]): string {
  if (compared.length === 0) return ''
  const of = (alias: string) => `row(${compared.map((name) => `${alias}.${name}`).join(', ')})`
  return `or ${of('h')} is distinct from ${of('staged')}`
}
