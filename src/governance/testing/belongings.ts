import { ask } from './ask.ts'

/** Whose things: a council's, one company's, or those of a company's services other than one. */
export type Whose = { readonly council: string } | { readonly providerId: string; readonly otherThanService?: string }
export type Belongings = {
  readonly ids: ReadonlySet<string>
  readonly markers: readonly string[]
  /** One or two ids of each kind of thing, by the name of its table. */
  readonly ofEachKind: ReadonlyMap<string, readonly string[]>
}

/** Every id of theirs in every table that says whose a row is, and the references by which people know the things. */
export async function belongingsOf(ownerUrl: string, whose: Whose): Promise<Belongings> {
  const key = 'council' in whose ? 'council_id' : 'provider_id'
  const columns = await ask<{ table: string; column: string; services: boolean }>(
    ownerUrl,
    `select c.oid::regclass::text as "table", a.attname as "column",
       exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'service_id') as services
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attname in ('id', 'reference', 'number', 'own_number')
       and a.atttypid in ('uuid'::regtype, 'text'::regtype)
       and exists (select from pg_attribute k where k.attrelid = c.oid and k.attname = $1)`,
    [key],
  )
  const queries = columns.flatMap(({ table, column, services }) => {
    const of = conditionOf(whose, { table, services })
    return of === undefined
      ? []
      : [
          `select ${column}::text as value, '${column}' = 'id' as "isId", '${table}' as "table" from ${table} where ${of}`,
        ]
  })
  const rows = await ask<{ value: string | null; isId: boolean; table: string }>(ownerUrl, queries.join(' union '))
  const values = rows.flatMap(({ value, isId, table }) => (value === null ? [] : [{ value, isId, table }]))
  const ids = values.filter(({ isId }) => isId)
  const kinds = Map.groupBy(ids, ({ table }) => table.split('.').at(-1) ?? table)
  return {
    ids: new Set(ids.map(({ value }) => value)),
    markers: values.map(({ value }) => value),
    ofEachKind: new Map([...kinds].map(([kind, rowsOf]) => [kind, rowsOf.slice(0, 2).map(({ value }) => value)])),
  }
}

/** Colleagues, contracts and the payments to the whole company are known to all its people. */
function conditionOf(
  whose: Whose,
  { table, services }: { readonly table: string; readonly services: boolean },
): string | undefined {
  if ('council' in whose)
    return `council_id = (select council_id from platform.council where code = '${whose.council}')`
  const own = `provider_id = '${whose.providerId}'`
  if (whose.otherThanService === undefined) return own
  if (table === 'providers.service') return `${own} and id <> '${whose.otherThanService}'`
  return services && table !== 'access.access_grant'
    ? `${own} and service_id is distinct from '${whose.otherThanService}'`
    : undefined
}
