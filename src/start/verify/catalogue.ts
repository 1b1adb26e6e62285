import type { Client } from 'pg'
import type { FaceScope, GateScope } from '../../platform/db/scope.ts'

/** Whoever looks at living councils. What disposes of sandboxes has promises of its own. */
export type Looker = GateScope | FaceScope
export type FaceRole = Looker['role']
const faceRoles = [
  'portal_gate',
  'portal_council',
  'portal_provider',
  'portal_provider_scoped',
] as const satisfies FaceRole[]

/** A table or a published view, as the catalogue has it, and what each role may do with its columns. */
export type Relation = {
  readonly name: string
  readonly isView: boolean
  readonly columns: readonly Column[]
  /** Roles that may remove rows; the other rights are of columns. */
  readonly deletableBy: readonly FaceRole[]
}
export type Column = {
  readonly name: string
  readonly isGenerated: boolean
  readonly readableBy: readonly FaceRole[]
  readonly insertableBy: readonly FaceRole[]
  readonly updatableBy: readonly FaceRole[]
}

/** Partitions are left out where no role may name them: rows are reached through their parent. */
export async function listRelations(owner: Client): Promise<readonly Relation[]> {
  const { rows } = await owner.query<Relation>(
    `select n.nspname || '.' || c.relname as name, c.relkind = 'v' as "isView",
       ${allowed(`has_table_privilege(r, c.oid, 'delete')`)} as "deletableBy",
       (select jsonb_agg(jsonb_build_object('name', a.attname, 'isGenerated', a.attgenerated <> '',
           'readableBy', ${allowed(`has_column_privilege(r, c.oid, a.attnum, 'select')`)},
           'insertableBy', ${allowed(`has_column_privilege(r, c.oid, a.attnum, 'insert')`)},
           'updatableBy', ${allowed(`has_column_privilege(r, c.oid, a.attnum, 'update')`)}) order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${OURS} and (c.relkind in ('r', 'p') and (not c.relispartition
         or exists (select from unnest($1::text[]) r where has_table_privilege(r, c.oid, 'select, insert, update, delete')))
       or c.relkind in ('v', 'm'))
     order by 1`,
    [faceRoles],
  )
  return rows
}

function allowed(test: string): string {
  return `coalesce((select jsonb_agg(r) from unnest($1::text[]) r where ${test}), '[]')`
}

/** Every schema of the product; the queue of jobs has its own, which no face may enter. */
export const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public') and n.nspname !~ '^pg_'`
