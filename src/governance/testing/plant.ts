import type { Client } from 'pg'

type Column = { readonly name: string; readonly type: string; readonly isArray: boolean }
type EmptyTable = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly constraints: readonly string[]
}

/**
 * A row for every service and contract of everybody in each table that has none yet, so that a new table is looked
 * into from its first day. Whose each row is, is true; the rest is filler, and what the table asks of it is dropped:
 * this database is thrown away.
 */
export async function plantEmptyTables(owner: Client): Promise<readonly string[]> {
  const empty = await listEmpty(owner)
  for (const table of empty) {
    for (const constraint of table.constraints)
      await owner.query(`alter table ${table.name} drop constraint ${constraint}`)
    const names = table.columns.map(({ name }) => name)
    const values = table.columns.map((column) => `${fillerOf(column)} as ${column.name}`)
    // Where rows are told apart by their council or their person alone, one of each is enough.
    await owner.query(`insert into ${table.name} (${names.join(', ')})
      select ${names.join(', ')} from (select ${values.join(', ')} from (${OWNERS}) whose) filled on conflict do nothing`)
  }
  return empty.map(({ name }) => name)
}

const OWNERS = `
  select k.council_id, k.provider_id, k.service_id, k.contract_id, m.id as membership_id, m.account_id
  from contracts.contract_service k
  join lateral (select m.id, m.account_id from access.membership m
    where m.council_id = k.council_id and m.provider_id = k.provider_id order by m.id limit 1) m on true`

/** Columns that must be filled, and those that say whose a row is. */
async function listEmpty(owner: Client): Promise<EmptyTable[]> {
  const { rows } = await owner.query<EmptyTable>(`
    select c.oid::regclass::text as name,
      (select jsonb_agg(jsonb_build_object('name', quote_ident(a.attname), 'type', coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text,
          'isArray', t.typcategory = 'A') order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and (a.attname in ('council_id', 'provider_id', 'service_id', 'contract_id', 'membership_id', 'account_id')
            or (a.attnotnull and not a.atthasdef))) as columns,
      (select coalesce(jsonb_agg(quote_ident(k.conname)), '[]') from pg_constraint k
        where k.conrelid = c.oid and k.contype in ('c', 'f')) as constraints
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public')
      -- In this order: a table of the server’s own may not be counted.
      and case when n.nspname in ('pg_catalog', 'information_schema', 'pg_toast') then false else
        (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s', c.oid::regclass), false, true, '')))[1]::text = '0' end
    order by 1`)
  return rows
}

const whose = ['council_id', 'provider_id', 'service_id', 'contract_id', 'membership_id', 'account_id']
const fillers: Readonly<Record<string, string>> = {
  uuid: 'uuidv7()',
  text: 'uuidv7()::text',
  bytea: 'uuidv7()::text::bytea',
  jsonb: `'{}'::jsonb`,
  date: `'2026-01-01'::date`,
  daterange: `'[2026-01-01,)'::daterange`,
  'timestamp with time zone': 'now()',
  'time without time zone': `'09:00'::time`,
  boolean: 'false',
}

function fillerOf({ name, type, isArray }: Column): string {
  if (whose.includes(name)) return `whose.${name}`
  if (isArray) return `'{}'::${type}`
  return fillers[type] ?? `1::${type}`
}
