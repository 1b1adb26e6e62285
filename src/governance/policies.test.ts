import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../platform/db/testing/test-database.ts'

let database: TestDatabase
let owner: Client

beforeAll(async () => {
  database = await testDatabase()
  owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public') and n.nspname !~ '^pg_'`

const roles = `('portal_app', 'portal_gate', 'portal_council', 'portal_provider', 'portal_provider_scoped')`

/** Rows about a person or a session belong to no council; only the gate reads them. */
const personal = [
  'access.account',
  'access.account_event',
  'access.password_history',
  'access.session',
  'access.set_up_link',
  'access.sign_in_attempt',
]
const bookkeeping = ['platform.migration']

async function column(query: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(query)
  return rows.map(({ name }) => name)
}

it('forces row-level security on every table, partitions included', async () => {
  const open = await column(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)`)
  expect(open).toEqual(bookkeeping)
})

it('leads every key of a council’s table with council_id', async () => {
  const wrong = await column(`
    select k.conrelid::regclass || ' ' || k.conname as name
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where ${ours} and k.contype in ('p', 'u', 'f', 'x') and not c.relispartition and a.attname <> 'council_id'
      and exists (select from pg_attribute x where x.attrelid = c.oid and x.attname = 'council_id')
      and not (k.contype = 'f' and (select r.relname from pg_class r where r.oid = k.confrelid) = 'account')
      and k.conrelid::regclass::text <> all ($$\{${[...personal].join(',')}}$$::text[]) and k.conname <> 'council_code_key'
    order by 1`)
  expect(wrong).toEqual([])
})

it('knows every table that has no council', async () => {
  const without = await column(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'council_id' and a.attnotnull)
    order by 1`)
  expect(without).toEqual([...personal, ...bookkeeping].sort())
})

it('lets policies only conjoin comparisons: no or, no array, no sub-select', async () => {
  const wrong = await column(`
    select tablename || ' ' || policyname as name from pg_policies n
    where coalesce(qual, '') || ' ' || coalesce(with_check, '') ~* '\\m(or|any|in|select)\\M'`)
  expect(wrong).toEqual([])
})

it('gives the application’s roles no ownership, no bypass and no truncation', async () => {
  expect(
    await column(
      `select rolname as name from pg_roles where rolname in ${roles} and (rolsuper or rolbypassrls or rolcreaterole)`,
    ),
  ).toEqual([])
  expect(
    await column(
      `select c.oid::regclass::text as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ${roles}`,
    ),
  ).toEqual([])
  expect(
    await column(`select distinct table_schema || '.' || table_name as name from information_schema.role_table_grants
      where grantee in ${roles} and privilege_type = 'TRUNCATE'`),
  ).toEqual([])
})

it('lets no face change or remove what was audited, posted, signed or recorded', async () => {
  const appended = [
    'platform.audit_entry',
    'ledger.transfer',
    'agreements.response',
    'actuals.week_version',
    'payments.remittance',
    'conversations.message',
    'conversations.internal_note',
    'access.account_event',
  ]
  const grants = await column(`
    select distinct table_schema || '.' || table_name as name from information_schema.role_table_grants
    where grantee in ${roles} and privilege_type in ('UPDATE', 'DELETE')
      and table_schema || '.' || table_name = any ('{${appended.join(',')}}')`)
  expect(grants).toEqual([])
})

it('never lets a money column of a payment line be updated', async () => {
  const columns = await column(`
    select distinct column_name as name from information_schema.role_column_grants
    where grantee in ${roles} and privilege_type = 'UPDATE' and table_schema = 'payments' and table_name = 'payment_line' order by 1`)
  expect(columns.filter((name) => !['invoice_id', 'run_id'].includes(name))).toEqual([])
})
