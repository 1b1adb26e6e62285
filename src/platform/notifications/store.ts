import { sql } from 'kysely'
import type { LocalDate } from '../../core/dates.ts'
import type { Tx } from '../db/tx.ts'
import type { Way } from './events.ts'
import type { Followers, News } from './notify.ts'

/** Whose notifications: a person has a list of their own at each place. */
export type Place = { readonly accountId: string; readonly providerId: string | null }
type Told = Place & { readonly email: string; readonly way: Way | null }

type Telling = {
  readonly to: News['to']
  readonly event: string
  readonly today: LocalDate
  readonly now: Date
  /** Restricted people of whom those who are told must know. */
  readonly knowing: readonly string[]
}

/** Those who have a place today, with the way they chose for the event. */
export async function listTold(tx: Tx, { to, event, today, knowing, now }: Telling): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    select distinct m.account_id as "accountId", m.provider_id as "providerId", m.email, c.way
    from published.member m
    left join platform.notification_choice c on c.council_id = m.council_id and c.account_id = m.account_id and c.event = ${event}
    where m.council_id = ${tx.councilId} and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
      and ${belonging(to, today)} and not exists (
        select from unnest(${[...knowing]}::uuid[]) r (id) where not exists (
          select from published.need_to_know k where k.council_id = m.council_id and k.person_id = r.id
            and k.account_id = m.account_id and k.provider_id is not distinct from m.provider_id and k.ended_at is null
            and (k.until_at is null or k.until_at > ${now})))
    order by 1 limit 200`.execute(tx)
  return rows
}

function belonging(to: News['to'], today: LocalDate) {
  if (to.kind === 'followers') return following(to, today)
  if (to.kind === 'staff')
    return sql`m.provider_id is null and exists (select from published.staff_role r
      where r.council_id = m.council_id and r.membership_id = m.id and r.role = any(${[...to.roles]}::text[]))`
  if (to.kind === 'people')
    return sql`m.provider_id is not distinct from ${to.providerId}::uuid and m.account_id = any(${[...to.accountIds]}::uuid[])`
  if (to.kind === 'care') return caring(to, today)
  return sql`m.provider_id = ${to.providerId} and exists (select from published.member_grant g
    where g.council_id = m.council_id and g.membership_id = m.id and g.scope = 'organisation' and g.mode = 'edit'
      and g.role in ('main', 'admin', 'full') and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today}))`
}

function caring({ providerId, places }: Extract<News['to'], { kind: 'care' }>, today: LocalDate) {
  const services = places.map(({ serviceId }) => serviceId)
  const contracts = places.map(({ contractId }) => contractId)
  return sql`m.provider_id = ${providerId} and exists (select from published.member_grant g
    where g.council_id = m.council_id and g.membership_id = m.id and g.role in ('full', 'main', 'care-management')
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
      and (g.scope = 'organisation' or g.service_id = any(${services}::uuid[]) or g.contract_id = any(${contracts}::uuid[])))`
}

/** Asked with the council's eyes when it is told: who has lost the access since they followed is not told any more. */
function following({ subjects, except, providerId, serviceId, contractId }: Followers, today: LocalDate) {
  const kinds = subjects.map(({ kind }) => kind)
  const ids = subjects.map(({ id }) => id)
  const follows = sql`m.account_id <> ${except} and exists (select from platform.following f
    join unnest(${kinds}::text[], ${ids}::uuid[]) s (kind, id) on s.kind = f.kind and s.id = f.subject_id
    where f.council_id = m.council_id and f.account_id = m.account_id and f.provider_id is not distinct from m.provider_id)`
  if (providerId === null)
    return sql`m.provider_id is null and ${follows} and exists (select from published.staff_role r
      where r.council_id = m.council_id and r.membership_id = m.id)`
  return sql`m.provider_id = ${providerId} and ${follows} and exists (select from published.member_grant g
    where g.council_id = m.council_id and g.membership_id = m.id
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
      and (g.scope = 'organisation' or g.service_id = ${serviceId}::uuid or g.contract_id = ${contractId}::uuid))`
}

type NewNotification = Place & {
  readonly key: string
  readonly event: string
  readonly text: string
  readonly href: string
  readonly at: Date
  readonly way: Way
}

/** False when the person was told of it before. */
export async function addNotification(tx: Tx, { accountId, providerId, ...rest }: NewNotification): Promise<boolean> {
  const added = await tx
    .insertInto('platform.notification')
    .values({
      council_id: tx.councilId,
      account_id: accountId,
      provider_id: providerId,
      ...rest,
      mailed_at: rest.way === 'email' ? rest.at : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

export type Digest = { readonly email: string; readonly ids: readonly string[]; readonly texts: readonly string[] }

/** What came since the last daily e-mail and is still unread, for each person one list. Locked, so that two runs mail once. */
export async function takeDigests(tx: Tx, { before, now }: { readonly before: Date; readonly now: Date }) {
  const { rows } = await sql<Digest>`
    with taken as (
      update platform.notification n set mailed_at = ${now}
      where n.council_id = ${tx.councilId} and n.way = 'digest' and n.mailed_at is null and n.at < ${before}
      returning n.account_id, n.provider_id, n.text, n.read_at, n.at, n.id
    )
    select m.email, array_agg(t.id order by t.at, t.id) as ids, array_agg(t.text order by t.at, t.id) as texts
    from taken t join published.member m on m.council_id = ${tx.councilId} and m.account_id = t.account_id
      and m.provider_id is not distinct from t.provider_id
    where t.read_at is null group by m.email order by m.email`.execute(tx)
  return rows
}

export type Notification = {
  readonly id: string
  readonly text: string
  readonly href: string
  readonly at: Date
  readonly readAt: Date | null
}
type Page = { readonly after: string | undefined; readonly rows: number }

export function listNotifications(tx: Tx, place: Place, { after, rows }: Page): Promise<Notification[]> {
  return own(tx, place)
    .select(['id', 'text', 'href', 'at', 'read_at as readAt'])
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(at, id) < (select f.at, f.id from platform.notification f
          where f.council_id = ${tx.councilId} and f.account_id = ${place.accountId} and f.id = ${after}::uuid)`,
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(rows)
    .execute()
}

function own(tx: Tx, { accountId, providerId }: Place) {
  return tx
    .selectFrom('platform.notification')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', accountId)
    .where(sql<boolean>`provider_id is not distinct from ${providerId}::uuid`)
}

/** One, or all of a person's at this place. Answers how many were unread before. */
export async function markRead(tx: Tx, place: Place, { id, now }: { readonly id?: string; readonly now: Date }) {
  const { numUpdatedRows } = await tx
    .updateTable('platform.notification')
    .set({ read_at: now })
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', place.accountId)
    .where(sql<boolean>`provider_id is not distinct from ${place.providerId}::uuid`)
    .where('read_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

export async function findNotification(tx: Tx, place: Place, id: string): Promise<{ id: string } | undefined> {
  return own(tx, place).select('id').where('id', '=', id).executeTakeFirst()
}

export async function listChoices(tx: Tx, accountId: string): Promise<ReadonlyMap<string, Way>> {
  const rows = await tx
    .selectFrom('platform.notification_choice')
    .select(['event', 'way'])
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', accountId)
    .execute()
  return new Map(rows.map(({ event, way }) => [event, way]))
}

export async function saveChoices(tx: Tx, accountId: string, chosen: ReadonlyMap<string, Way>): Promise<void> {
  for (const [event, way] of chosen)
    await tx
      .insertInto('platform.notification_choice')
      .values({ council_id: tx.councilId, account_id: accountId, event, way })
      .onConflict((conflict) => conflict.columns(['council_id', 'account_id', 'event']).doUpdateSet({ way }))
      .execute()
}
