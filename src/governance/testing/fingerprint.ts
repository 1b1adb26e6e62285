import { ask } from './ask.ts'

/**
 * Written by asking as such: who was seen when, and the refusals themselves. A password that is wrong counts against
 * whoever typed it, a mail tells them when that locks them out, and five locks in ten minutes raise an alarm.
 */
const bySeeing = [
  'access.session',
  'access.account_event',
  'access.account',
  'access.throttle',
  'access.lock_alarm',
  'platform.mail',
]

/** A hash of every row of every table: equal before and after means that nothing was changed. */
export async function fingerprint(ownerUrl: string): Promise<ReadonlyMap<string, string>> {
  const tables = await ask<{ name: string }>(
    ownerUrl,
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and n.nspname !~ '^(pg_|graphile_worker)'
       and n.nspname || '.' || c.relname <> all ($1) order by 1`,
    [bySeeing],
  )
  const hashes = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as hash from ${name} t`,
  )
  const rows = await ask<{ name: string; hash: string }>(ownerUrl, hashes.join(' union all '))
  return new Map(rows.map(({ name, hash }) => [name, hash]))
}

export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].filter(([name, hash]) => after.get(name) !== hash).map(([name]) => name)
}
