import type { Client } from 'pg'
import { OURS } from './catalogue.ts'

/** A promise about every table, and a question to the catalogue whose answers break it. */
export type PolicyCheck = { readonly promise: string; readonly question: string }

const roles = `('portal_app', 'portal_gate', 'portal_council', 'portal_provider', 'portal_provider_scoped', 'portal_disposer')`
const faces = `('portal_app', 'portal_gate', 'portal_council', 'portal_provider', 'portal_provider_scoped')`

/** Rows about a person or a session belong to no council; only the gate reads them. */
const personal = [
  'access.account',
  'access.account_event',
  'access.known_browser',
  'access.known_device',
  'access.passkey',
  'access.passkey_ceremony',
  'access.password_history',
  'access.recovery_code',
  'access.session',
  'access.set_up_link',
  'access.sign_in_attempt',
  'access.sign_on_attempt',
  'access.throttle',
]
const bookkeeping = ['platform.migration']

export const policyChecks: readonly PolicyCheck[] = [
  {
    promise: 'forces row-level security on every table, partitions included',
    question: `
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
        and c.oid::regclass::text <> all (${list(bookkeeping)})`,
  },
  {
    promise: 'leads every key of a council’s table with council_id',
    question: `
      select k.conrelid::regclass || ' ' || k.conname as name
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where ${OURS} and k.contype in ('p', 'u', 'f', 'x') and not c.relispartition and a.attname <> 'council_id'
        and exists (select from pg_attribute x where x.attrelid = c.oid and x.attname = 'council_id')
        and not (k.contype = 'f' and (select r.relname from pg_class r where r.oid = k.confrelid) = 'account')
        and k.conrelid::regclass::text <> all (${list(personal)}) and k.conname <> 'council_code_key'
      order by 1`,
  },
  {
    promise: 'knows every table that has no council',
    question: `
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'council_id' and a.attnotnull)
        and c.oid::regclass::text <> all (${list([...personal, ...bookkeeping])})
      order by 1`,
  },
  {
    promise: 'lets policies only conjoin comparisons: no or, no array, no sub-select',
    question: `
      select tablename || ' ' || policyname as name from pg_policies n
      where coalesce(qual, '') || ' ' || coalesce(with_check, '') ~* '\\m(or|any|in|select)\\M'`,
  },
  {
    promise: 'gives the application’s roles no power over other roles and no way past the policies',
    question: `select rolname as name from pg_roles where rolname in ${roles} and (rolsuper or rolbypassrls or rolcreaterole)`,
  },
  {
    promise: 'lets the application’s roles own nothing',
    question: `
      select c.oid::regclass::text as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ${roles}`,
  },
  {
    promise: 'lets no role of the application empty a table',
    question: `
      select distinct table_schema || '.' || table_name as name from information_schema.role_table_grants
      where grantee in ${roles} and privilege_type = 'TRUNCATE'`,
  },
  {
    promise: 'lets no face change or remove what was audited, posted, signed or recorded',
    question: `
      select distinct table_schema || '.' || table_name as name from information_schema.role_table_grants
      where grantee in ${faces} and privilege_type in ('UPDATE', 'DELETE')
        and table_schema || '.' || table_name = any (${list([
          'platform.audit_entry',
          'ledger.transfer',
          'agreements.response',
          'agreements.line_answer',
          'agreements.paper',
          'agreements.signing',
          'agreements.signing_item',
          'actuals.week_version',
          'payments.remittance',
          'conversations.message',
          'conversations.internal_note',
          'conversations.attachment',
          'conversations.attachment_opening',
          'documents.opening',
          'documents.version_text',
          'access.account_event',
        ])})`,
  },
  {
    promise: 'shows whoever disposes the rows of a sandbox and no others, and lets them be read and removed only',
    question: `
      select tablename || ' ' || policyname as name from pg_policies
      where 'portal_disposer' = any (roles) and qual <> case tablename when 'council'
        then '((council_id = platform.council_id()) AND is_sandbox)' else '(council_id = platform.sandbox_id())' end
      union all
      select table_name || ' ' || privilege_type from information_schema.role_table_grants
      where grantee = 'portal_disposer' and privilege_type not in ('SELECT', 'DELETE')
      order by 1`,
  },
  {
    promise: 'leaves no table of a council that is not emptied with its sandbox',
    question: `
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind in ('r', 'p') and not c.relispartition
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'council_id' and not a.attisdropped)
        and not (has_table_privilege('portal_disposer', c.oid, 'delete') and exists (select from pg_policies p
          where p.schemaname = n.nspname and p.tablename = c.relname and 'portal_disposer' = any (p.roles)))
      order by 1`,
  },
  {
    promise: 'never lets a money column of a payment line be updated',
    question: `
      select distinct column_name as name from information_schema.role_column_grants
      where grantee in ${roles} and privilege_type = 'UPDATE' and table_schema = 'payments' and table_name = 'payment_line'
        and column_name not in ('invoice_id', 'run_id')
      order by 1`,
  },
]

function list(names: readonly string[]): string {
  return `'{${names.join(',')}}'::text[]`
}

/** What breaks the promise; nothing when it is kept. */
export async function faultsOf(owner: Client, { question }: PolicyCheck): Promise<readonly string[]> {
  const { rows } = await owner.query<{ name: string }>(question)
  return rows.map(({ name }) => name)
}
