import type { Client } from 'pg'

/** What the catalogue says of one schema, in an order that never depends on when things were made. */
export type Schema = {
  readonly name: string
  readonly tables: readonly Table[]
  readonly functions: readonly Routine[]
  readonly domains: readonly string[]
}

export type Table = {
  readonly schema: string
  readonly name: string
  readonly kind: 'table' | 'view'
  readonly comment: string | null
  readonly partitions: string | null
  /** For a view, the tables it reads, each as schema.table. */
  readonly basedOn: readonly string[]
  readonly rowSecurity: 'none' | 'enabled' | 'forced'
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly string[]
  readonly policies: readonly Policy[]
  readonly triggers: readonly string[]
  readonly grants: readonly Grant[]
}

export type Column = {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly defaultsTo: string | null
  readonly made: 'given' | 'identity' | 'generated'
  readonly comment: string | null
}

export type Constraint = { readonly name: string; readonly rule: string; readonly columns: readonly string[] }

export type Policy = {
  readonly name: string
  readonly command: string
  readonly roles: readonly string[]
  readonly using: string | null
  readonly check: string | null
}

export type Grant = { readonly role: string; readonly rights: readonly string[] }

export type Routine = { readonly signature: string; readonly traits: string; readonly grants: readonly string[] }

/** Schemas of other people's making: the server's own, and the job library's. */
const NOT_OURS = ['graphile_worker', 'information_schema', 'public']

export async function readSchemas(client: Client): Promise<Schema[]> {
  await client.query(`set search_path = ''`)
  const { rows } = await client.query<Schema>(SCHEMAS, [NOT_OURS])
  return rows
}

const COLUMNS = `
  select coalesce(json_agg(json_build_object(
    'name', a.attname,
    'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
    'required', a.attnotnull,
    'defaultsTo', pg_catalog.pg_get_expr(d.adbin, d.adrelid),
    'made', case when a.attidentity <> '' then 'identity' when a.attgenerated <> '' then 'generated' else 'given' end,
    'comment', pg_catalog.col_description(a.attrelid, a.attnum)
  ) order by a.attnum), '[]')
  from pg_catalog.pg_attribute a
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`

/** Without the "not null" constraints: the columns say it. */
const CONSTRAINTS = `
  select coalesce(json_agg(json_build_object(
    'name', k.conname,
    'rule', pg_catalog.pg_get_constraintdef(k.oid),
    'columns', (select coalesce(json_agg(a.attname order by a.attnum), '[]')
      from pg_catalog.pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(k.conkey))
  ) order by pg_catalog.strpos('pufcx', k.contype::text), k.conname), '[]')
  from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'`

const INDEXES = `
  select coalesce(json_agg(pg_catalog.pg_get_indexdef(i.indexrelid) order by n.relname), '[]')
  from pg_catalog.pg_index i
  join pg_catalog.pg_class n on n.oid = i.indexrelid
  where i.indrelid = c.oid
    and not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)`

const POLICIES = `
  select coalesce(json_agg(json_build_object(
    'name', p.policyname, 'command', pg_catalog.lower(p.cmd), 'roles', p.roles,
    'using', p.qual, 'check', p.with_check
  ) order by p.policyname), '[]')
  from pg_catalog.pg_policies p where p.schemaname = s.nspname and p.tablename = c.relname`

const TRIGGERS = `
  select coalesce(json_agg(pg_catalog.pg_get_triggerdef(t.oid) order by t.tgname), '[]')
  from pg_catalog.pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal`

/** Rights on the whole table, then on single columns as "update (status)"; the owner's own are left out. */
const GRANTS = `
  select coalesce(json_agg(json_build_object('role', role, 'rights', rights) order by role), '[]') from (
    select role, pg_catalog.array_agg(said order by said) as rights from (
      select g.grantee::regrole::text as role, pg_catalog.lower(g.privilege_type) as said
      from pg_catalog.aclexplode(c.relacl) g where g.grantee <> c.relowner
      union all
      select g.grantee::regrole::text,
        pg_catalog.lower(g.privilege_type) || ' (' || pg_catalog.string_agg(a.attname, ', ' order by a.attname) || ')'
      from pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) g
      where a.attrelid = c.oid and g.grantee <> c.relowner
      group by g.grantee, g.privilege_type
    ) single group by role
  ) grouped`

const BASED_ON = `
  select coalesce(json_agg(distinct b.relnamespace::regnamespace::text || '.' || b.relname), '[]')
  from pg_catalog.pg_rewrite w
  join pg_catalog.pg_depend n on n.objid = w.oid and n.classid = 'pg_rewrite'::regclass and n.refclassid = 'pg_class'::regclass
  join pg_catalog.pg_class b on b.oid = n.refobjid and b.oid <> c.oid
  where w.ev_class = c.oid`

const TABLES = `
  select coalesce(json_agg(json_build_object(
    'schema', s.nspname, 'name', c.relname,
    'kind', case c.relkind when 'v' then 'view' when 'm' then 'view' else 'table' end,
    'comment', pg_catalog.obj_description(c.oid, 'pg_class'),
    'partitions', case c.relkind when 'p' then pg_catalog.pg_get_partkeydef(c.oid) || ', '
      || (select pg_catalog.count(*) from pg_catalog.pg_inherits h where h.inhparent = c.oid) || ' partitions' end,
    'basedOn', (${BASED_ON}),
    'rowSecurity', case when c.relforcerowsecurity then 'forced' when c.relrowsecurity then 'enabled' else 'none' end,
    'columns', (${COLUMNS}), 'constraints', (${CONSTRAINTS}), 'indexes', (${INDEXES}),
    'policies', (${POLICIES}), 'triggers', (${TRIGGERS}), 'grants', (${GRANTS})
  ) order by c.relname), '[]')
  from pg_catalog.pg_class c
  where c.relnamespace = s.oid and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition`

/** Not those an extension brought. A function without a list of rights may be called by everyone. */
const FUNCTIONS = `
  select coalesce(json_agg(json_build_object(
    'signature', f.proname || '(' || pg_catalog.pg_get_function_arguments(f.oid) || ')'
      || coalesce(' returns ' || pg_catalog.pg_get_function_result(f.oid), ''),
    'traits', pg_catalog.concat_ws(', ',
      case f.prokind when 'p' then 'procedure' when 'a' then 'aggregate' end,
      case f.provolatile when 'i' then 'immutable' when 's' then 'stable' end,
      case when f.prosecdef then 'runs as its owner' end),
    'grants', (select coalesce(json_agg(role order by role), '[]') from (
      select case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end as role
      from pg_catalog.aclexplode(coalesce(f.proacl, pg_catalog.acldefault('f', f.proowner))) g
      where g.grantee <> f.proowner) granted)
  ) order by f.proname, pg_catalog.pg_get_function_arguments(f.oid)), '[]')
  from pg_catalog.pg_proc f
  where f.pronamespace = s.oid
    and not exists (select from pg_catalog.pg_depend e where e.objid = f.oid and e.deptype = 'e')`

const DOMAINS = `
  select coalesce(json_agg(t.typname || ' is ' || pg_catalog.format_type(t.typbasetype, t.typtypmod)
    || coalesce((select pg_catalog.string_agg(' ' || pg_catalog.pg_get_constraintdef(k.oid), '' order by k.conname)
      from pg_catalog.pg_constraint k where k.contypid = t.oid), '') order by t.typname), '[]')
  from pg_catalog.pg_type t where t.typnamespace = s.oid and t.typtype = 'd'`

const SCHEMAS = `
  select s.nspname as name, (${TABLES}) as tables, (${FUNCTIONS}) as functions, (${DOMAINS}) as domains
  from pg_catalog.pg_namespace s
  where s.nspname !~ '^pg_' and s.nspname <> all($1)
  order by s.nspname`
