import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import {
  aboutPeople,
  aboutRestricted,
  refusedActions,
  refusedEvents,
  type LogPlace,
  type LogTopic,
} from '../rules/audit-log.ts'

export type LogEntry = {
  readonly place: LogPlace
  readonly name: string
  readonly email: string | null
  readonly face: 'council' | 'provider' | 'system'
  readonly provider: string | null
  readonly action: string
  readonly subjectType: string
  readonly subjectId: string
  readonly address: string
  readonly details: Readonly<Record<string, unknown>>
}
export type LogSearch = {
  readonly from: Date
  readonly until: Date
  readonly topic: LogTopic
  /** A part of a name or an address; empty for everybody. */
  readonly who: string
  readonly after: LogPlace | undefined
  readonly rows: number
}
type Row = Omit<LogEntry, 'place'> & { readonly at: Date; readonly id: string }

/** The chained log of this council: everything that somebody did here. */
export async function listLogEntries(tx: Tx, search: LogSearch): Promise<readonly LogEntry[]> {
  const { from, until, who, rows: most } = search
  const like = likeOf(who)
  const { rows } = await sql<Row>`
    select e.at, e.seq::text as id, e.actor_name as name, m.email, e.face, p.trading_name as provider, e.action,
      e.subject_type as "subjectType", e.subject_id as "subjectId",
      coalesce(e.address, case when ${family} = any(${[...aboutRestricted]}::text[]) then e.details ->> 'from' end, '')
        as address, e.details
    from platform.audit_entry e
    left join published.provider_name p on p.council_id = e.council_id and p.id = e.provider_id
    left join lateral (select w.email from access.membership w
      where w.council_id = e.council_id and w.account_id = e.account_id order by w.id limit 1) m on true
    where e.council_id = ${tx.councilId} and e.at >= ${from} and e.at < ${until}
      and ${entriesOn(search.topic)} and ${entriesAfter(search.after)}
      and (${who === ''} or e.actor_name ilike ${like} or m.email ilike ${like})
    order by e.at desc, e.seq desc limit ${most}`.execute(tx)
  return rows.map((row) => placed(row, 'entry'))
}

/**
 * What the doors wrote of people while they had a place with this council. At the gate. What belongs to one place, or
 * was refused at one council, is told there and not where else the person works; signing in is told everywhere, because
 * it opens every place.
 */
export async function listDoorEvents(
  tx: Tx,
  { councilId, ...search }: LogSearch & { readonly councilId: string },
): Promise<readonly LogEntry[]> {
  const { from, until, who, rows: most } = search
  const like = likeOf(who)
  const { rows } = await sql<Row>`
    select e.at, e.id::text as id, m.name, m.email,
      case when m.provider_id is null then 'council' else 'provider' end as face, p.trading_name as provider,
      e.kind as action, case when e.details ? 'route' then 'address' else 'account' end as "subjectType",
      coalesce(e.details ->> 'route', m.id::text) as "subjectId", e.address,
      e.details - 'route' - 'council' - 'membershipId' as details
    from access.account_event e
    join lateral (select w.id, w.name, w.email, w.provider_id, w.council_id from access.membership w
      where w.council_id = ${councilId} and w.account_id = e.account_id
        and w.starts_on <= (e.at at time zone 'Europe/London')::date
        and (w.ends_on is null or w.ends_on >= (e.at at time zone 'Europe/London')::date)
        and coalesce(e.details ->> 'membershipId', w.id::text) = w.id::text
      order by w.id limit 1) m on true
    left join published.provider_name p on p.council_id = m.council_id and p.id = m.provider_id
    where e.account_id in (select x.account_id from access.membership x where x.council_id = ${councilId})
      and e.at >= ${from} and e.at < ${until}
      and (not e.details ? 'route' or e.details ->> 'council' = ${councilId}::text)
      and ${eventsOn(search.topic)} and ${eventsAfter(search.after)}
      and (${who === ''} or m.name ilike ${like} or m.email ilike ${like})
    order by e.at desc, e.id desc limit ${most}`.execute(tx)
  return rows.map((row) => placed(row, 'event'))
}

function placed({ at, id, ...row }: Row, source: LogPlace['source']): LogEntry {
  return { ...row, place: { at, source, id } }
}

function likeOf(who: string): string {
  return `%${who.replace(/[\\%_]/g, '\\$&')}%`
}

const family = sql`split_part(e.action, '.', 1)`

function entriesOn(topic: LogTopic): RawBuilder<unknown> {
  if (topic === 'everything') return sql`true`
  if (topic === 'coming-in') return sql`false`
  if (topic === 'refused') return sql`e.action = any(${[...refusedActions]}::text[])`
  if (topic === 'people') return sql`${family} = any(${[...aboutPeople]}::text[])`
  if (topic === 'restricted') return sql`${family} = any(${[...aboutRestricted]}::text[])`
  return sql`not ${family} = any(${[...aboutPeople, ...aboutRestricted]}::text[])`
}

function eventsOn(topic: LogTopic): RawBuilder<unknown> {
  if (topic === 'everything') return sql`true`
  if (topic === 'coming-in') return sql`not e.kind = any(${[...refusedEvents]}::text[])`
  return topic === 'refused' ? sql`e.kind = any(${[...refusedEvents]}::text[])` : sql`false`
}

/** Of one moment the events come first, so an entry of that moment leaves no event behind. */
function entriesAfter(after: LogPlace | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`
  if (after.source === 'event') return sql`e.at <= ${after.at}`
  return sql`(e.at, e.seq) < (${after.at}::timestamptz, ${after.id}::bigint)`
}

function eventsAfter(after: LogPlace | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`
  if (after.source === 'entry') return sql`e.at < ${after.at}`
  return sql`(e.at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
}
