import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { StaffRole } from '../rules/permissions.ts'
import type { Grant } from '../rules/reach.ts'

export type SessionRow = {
  readonly accountId: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly provedAt: Date | null
  readonly status: 'invited' | 'active' | 'disabled'
  readonly accountName: string
  readonly email: string
  /** The connection it came through; null when it came by password or passkey. */
  readonly through: string | null
  /** Without a request for so long it ends: the fewest minutes of the person's councils. */
  readonly idleMinutes: number | null
}

/** Of the account of session s, on the day it was last used. */
const idleMinutes = sql<number | null>`(select min(i.idle_minutes)::integer from access.membership w
        join platform.council i on i.council_id = w.council_id
        where w.account_id = s.account_id and w.starts_on <= s.last_seen_at::date
          and (w.ends_on is null or w.ends_on > s.last_seen_at::date))`

/** A session with the place it is bound to; the columns of the place are null when it is not bound or has ended. */
export type PlacedRow = SessionRow & {
  readonly membershipId: string | null
  readonly memberName: string
  readonly providerId: string | null
  readonly providerName: string | null
  readonly councilId: string
  readonly councilCode: string
  readonly councilName: string
  readonly shortName: string
  readonly colour: string
  readonly agreementWord: string
  readonly agreementAbbreviation: string
  readonly weekStartsOn: number
  readonly grants: readonly Grant[] | null
  readonly staffRoles: readonly StaffRole[] | null
  /** How many notifications wait unread at this place; 100 stands for more. */
  readonly unread: number
  /** Restricted people of whom they may know now, at this place. */
  readonly known: readonly string[] | null
  /** While a council's officer acts for a provider. */
  readonly actingId: string | null
  readonly actingFor: string | null
  readonly actingUntil: Date | null
}

/** Each grant g with what stands beside it: the services of a contract, and back. */
export const grantsAsJson = sql`
      jsonb_agg(jsonb_build_object('scope', g.scope, 'role', g.role, 'mode', g.mode,
          'contractId', g.contract_id, 'serviceId', g.service_id,
          'seenServices', case when g.scope = 'contract' then (
            select coalesce(jsonb_agg(cs.service_id), '[]') from published.contract_service cs
            where cs.council_id = g.council_id and cs.contract_id = g.contract_id) else '[]' end,
          'seenContracts', case when g.scope = 'service' then (
            select coalesce(jsonb_agg(cs.contract_id), '[]') from published.contract_service cs
            where cs.council_id = g.council_id and cs.service_id = g.service_id) else '[]' end))`

type Asking = { readonly tokenHash: Buffer; readonly today: LocalDate; readonly now: Date }

/** Everything that a page needs to know about who asks, in one statement: it runs before every page. */
export async function findPlacedSession(tx: Tx, asking: Asking): Promise<PlacedRow | undefined> {
  const [row] = await listPlaced(tx, asking)
  return row
}

const listPlaced = statement(
  (_tx: Tx, { tokenHash, today, now }: Asking) => sql<PlacedRow>`
    select s.account_id as "accountId", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
      s.proved_at as "provedAt", a.status, a.name as "accountName", a.email, s.via_connection_id as through,
      ${idleMinutes} as "idleMinutes",
      m.id as "membershipId", m.name as "memberName", m.provider_id as "providerId", p.trading_name as "providerName",
      c.council_id as "councilId", c.code as "councilCode", c.name as "councilName", c.short_name as "shortName",
      c.brand_colour as colour, c.agreement_word as "agreementWord",
      c.agreement_abbreviation as "agreementAbbreviation", c.week_starts_on as "weekStartsOn",
      (select ${grantsAsJson} from access.access_grant g
        where g.council_id = s.council_id and g.membership_id = s.membership_id
          and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})) as grants,
      (select jsonb_agg(r.role) from access.staff_role r
        where r.council_id = s.council_id and r.membership_id = s.membership_id) as "staffRoles",
      (select count(*)::integer from (select from platform.notification n
        where n.council_id = s.council_id and n.account_id = s.account_id and n.read_at is null
          and n.provider_id is not distinct from m.provider_id limit 100) waiting) as unread,
      (select jsonb_agg(distinct k.person_id) from published.need_to_know k
        where k.council_id = s.council_id and k.account_id = s.account_id and k.ended_at is null
          and (k.until_at is null or k.until_at > ${now})
          and k.provider_id is not distinct from coalesce(t.provider_id, m.provider_id)) as known,
      t.id as "actingId", t.provider_id as "actingFor", t.ends_at as "actingUntil"
    from access.session s
    join access.account a on a.id = s.account_id
    left join access.membership m on m.council_id = s.council_id and m.id = s.membership_id
      and m.account_id = s.account_id and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    left join platform.council c on c.council_id = m.council_id
    left join access.acting t on t.council_id = m.council_id and t.id = s.acting_id and t.account_id = s.account_id
      and t.ended_at is null and t.ends_at > ${now}
    left join published.provider_name p on p.council_id = m.council_id and p.id = coalesce(t.provider_id, m.provider_id)
    where s.token_hash = ${tokenHash}`,
)

/** A session before or beside a place: for choosing one, and for changing a password that has run out. */
export async function findSession(tx: Tx, tokenHash: Buffer): Promise<SessionRow | undefined> {
  return tx
    .selectFrom('access.session as s')
    .innerJoin('access.account as a', 'a.id', 's.account_id')
    .select([
      's.account_id as accountId',
      's.created_at as createdAt',
      's.last_seen_at as lastSeenAt',
      's.proved_at as provedAt',
      'a.status',
      'a.name as accountName',
      'a.email',
      's.via_connection_id as through',
      idleMinutes.as('idleMinutes'),
    ])
    .where('s.token_hash', '=', tokenHash)
    .executeTakeFirst()
}

type Opening = {
  readonly tokenHash: Buffer
  readonly accountId: string
  readonly now: Date
  readonly place: { readonly councilId: string; readonly membershipId: string } | undefined
  readonly address: string
  readonly browser: string
  readonly through: { readonly councilId: string; readonly id: string } | undefined
}

export const openSession = statement((tx: Tx, opening: Opening) => {
  const { tokenHash, accountId, now, place, address, browser, through } = opening
  return tx.insertInto('access.session').values({
    token_hash: tokenHash,
    account_id: accountId,
    created_at: now,
    last_seen_at: now,
    proved_at: now,
    council_id: place?.councilId ?? null,
    membership_id: place?.membershipId ?? null,
    address,
    browser,
    via_council_id: through?.councilId ?? null,
    via_connection_id: through?.id ?? null,
  })
})

/** Losing the last sign of life in a crash costs a second sign-in at most, so the disk is not waited for. */
export async function noteSeen(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await Promise.all([
    sql`set local synchronous_commit = off`.execute(tx),
    tx
      .updateTable('access.session')
      .set({ last_seen_at: now })
      .where('token_hash', '=', tokenHash)
      .where('last_seen_at', '<', now)
      .execute(),
  ])
}

/** A new token whenever what the session may do changes: the old one is worth nothing afterwards. */
export async function movePlace(
  tx: Tx,
  session: { readonly from: Buffer; readonly to: Buffer; readonly accountId: string },
  place: { readonly councilId: string; readonly membershipId: string },
): Promise<void> {
  await tx
    .updateTable('access.session')
    .set({ token_hash: session.to, council_id: place.councilId, membership_id: place.membershipId })
    .where('token_hash', '=', session.from)
    .execute()
  await rememberPlace(tx, session.accountId, place)
}

/** Whoever shows again who they are gets a new token; false when the session ended in the meantime. */
export async function renewProof(tx: Tx, { from, to, now, by }: Renewing): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.session')
    .set({ token_hash: to, proved_at: now, renewed_from: from, renewed_by: by, renewed_at: now })
    .where('token_hash', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

type Renewing = {
  readonly from: Buffer
  readonly to: Buffer
  readonly now: Date
  /** Hash of the proof, so that a second press of the same button is known as one. */
  readonly by: Buffer
}
/** A browser sends a second press within moments of the first. */
const SECOND_PRESS_SECONDS = 30

/** The very same proof from the token that it renewed: another token for the session that it is now. */
export async function renewAgain(tx: Tx, { from, to, now, by }: Renewing): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.session')
    .set({ token_hash: to })
    .where('renewed_from', '=', from)
    .where('renewed_by', '=', by)
    .where('renewed_at', '>', lately(now))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Which session a token became by a proof of these moments. */
export async function findRenewed(tx: Tx, { from, now }: Pick<Renewing, 'from' | 'now'>): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('access.session')
    .select('token_hash')
    .where('renewed_from', '=', from)
    .where('renewed_at', '>', lately(now))
    .executeTakeFirst()
  return row?.token_hash
}

function lately(now: Date): Date {
  return new Date(now.getTime() - SECOND_PRESS_SECONDS * 1000)
}

export async function rememberPlace(
  tx: Tx,
  accountId: string,
  { councilId, membershipId }: { readonly councilId: string; readonly membershipId: string },
): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ last_council_id: councilId, last_membership_id: membershipId })
    .where('id', '=', accountId)
    .execute()
}

type Ended = { readonly accountId: string; readonly through: string | null }

export async function endSession(tx: Tx, tokenHash: Buffer): Promise<Ended | undefined> {
  return tx
    .deleteFrom('access.session')
    .where('token_hash', '=', tokenHash)
    .returning(['account_id as accountId', 'via_connection_id as through'])
    .executeTakeFirst()
}

export async function endOtherSessions(tx: Tx, accountId: string, kept: Buffer): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('access.session')
    .where('account_id', '=', accountId)
    .where('token_hash', '!=', kept)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

export async function forgetEndedSessions(tx: Tx, accountId: string, lastSeenBefore: Date): Promise<void> {
  await tx
    .deleteFrom('access.session')
    .where('account_id', '=', accountId)
    .where('last_seen_at', '<=', lastSeenBefore)
    .execute()
}

export type OpenSession = {
  readonly tokenHash: Buffer
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly address: string
  readonly browser: string
}

export async function listSessions(tx: Tx, accountId: string): Promise<readonly OpenSession[]> {
  return tx
    .selectFrom('access.session')
    .select(['token_hash as tokenHash', 'created_at as createdAt', 'last_seen_at as lastSeenAt', 'address', 'browser'])
    .where('account_id', '=', accountId)
    .orderBy('last_seen_at', 'desc')
    .orderBy('token_hash')
    .limit(50)
    .execute()
}
