import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Known } from '../../rules/sign-on.ts'
import type { Connection } from './connections.ts'

type Through = Pick<Connection, 'councilId' | 'id' | 'providerId'>
type Sought = { readonly subject: string; readonly email: string; readonly today: LocalDate }

/** At the gate: whom the issuer named, by the subject before the address. The account is locked until it is decided. */
export async function findArriving(tx: Tx, through: Through, sought: Sought): Promise<Known | undefined> {
  const { councilId, id, providerId } = through
  const { rows } = await sql<Row>`
    select a.id as "accountId", a.status, a.locked_at is not null as locked, l.subject as "linkedSubject",
      m.id as "membershipId", coalesce(m.keeps_password, false) as "keepsPassword",
      m.starts_on > ${sought.today} or coalesce(m.ends_on <= ${sought.today}, false) as over
    from access.account a
    left join access.sign_on_subject l on l.council_id = ${councilId} and l.connection_id = ${id} and l.account_id = a.id
    left join access.membership m on m.council_id = ${councilId} and m.account_id = a.id
      and m.provider_id is not distinct from ${providerId}::uuid
    where a.id = coalesce(
      (select s.account_id from access.sign_on_subject s
        where s.council_id = ${councilId} and s.connection_id = ${id} and s.subject = ${sought.subject}),
      (select b.id from access.account b where b.email = ${sought.email} and ${sought.email} <> ''))
    for update of a`.execute(tx)
  return rows[0] && knownOf(rows[0], sought.subject)
}

type Row = {
  readonly accountId: string
  readonly status: 'invited' | 'active' | 'disabled'
  readonly locked: boolean
  readonly linkedSubject: string | null
  readonly membershipId: string | null
  readonly keepsPassword: boolean
  readonly over: boolean | null
}

function knownOf({ linkedSubject, membershipId, keepsPassword, over, ...account }: Row, subject: string): Known {
  return {
    ...account,
    linked: linkedSubject === subject,
    linkedToAnother: linkedSubject !== null && linkedSubject !== subject,
    place: membershipId === null ? undefined : { membershipId, keepsPassword, over: over === true },
  }
}

type Link = { readonly connectionId: string; readonly subject: string; readonly accountId: string; readonly now: Date }

/**
 * False when somebody else was linked to this subject, or this person to another, a moment before. A directory's word
 * links only who was not linked yet.
 */
export async function linkSubject(
  tx: Tx,
  { connectionId, subject, accountId, now }: Link,
  { unlessLinked = false }: { readonly unlessLinked?: boolean } = {},
): Promise<boolean> {
  const values = sql`values (${tx.councilId}, ${connectionId}, ${subject}, ${accountId}, ${now}, ${now})`
  const again = unlessLinked
    ? sql`on conflict do nothing`
    : sql`on conflict (council_id, connection_id, subject) do update set last_used_at = excluded.last_used_at
        where access.sign_on_subject.account_id = excluded.account_id`
  const { rows } = await sql`
    insert into access.sign_on_subject (council_id, connection_id, subject, account_id, linked_at, last_used_at)
    ${values} ${again} returning true as linked`.execute(tx)
  return rows.length > 0
}

export type Linked = {
  readonly accountId: string
  readonly membershipId: string
  readonly name: string
  readonly email: string
  readonly subject: string
  readonly lastUsedAt: Date
}
type LinkedPage = { readonly after: { readonly name: string; readonly id: string } | undefined; readonly rows: number }

export async function listLinked(
  tx: Tx,
  { id, providerId }: Pick<Connection, 'id' | 'providerId'>,
  { after, rows: most }: LinkedPage,
): Promise<readonly Linked[]> {
  const start = after === undefined ? sql`` : sql`and (m.name, m.id) > (${after.name}, ${after.id}::uuid)`
  const { rows } = await sql<Linked>`
    select l.account_id as "accountId", m.id as "membershipId", m.name, m.email, l.subject, l.last_used_at as "lastUsedAt"
    from access.sign_on_subject l
    join access.membership m on m.council_id = l.council_id and m.account_id = l.account_id
      and m.provider_id is not distinct from ${providerId}::uuid
    where l.council_id = ${tx.councilId} and l.connection_id = ${id} ${start}
    order by m.name, m.id limit ${most}`.execute(tx)
  return rows
}

/** The next sign-in matches by address again; sessions that came by the old link end. Answers whose link it was. */
export async function unlinkSubject(
  tx: Tx,
  { connectionId, membershipId }: { readonly connectionId: string; readonly membershipId: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`
    delete from access.sign_on_subject l using access.membership m
    where l.council_id = ${tx.councilId} and l.connection_id = ${connectionId}
      and m.council_id = l.council_id and m.account_id = l.account_id and m.id = ${membershipId}
    returning l.account_id as "accountId"`.execute(tx)
  return rows[0]?.accountId
}

export type Administrator = {
  readonly membershipId: string
  readonly name: string
  readonly email: string
  readonly keepsPassword: boolean
}

/** Who could be named as a break-glass administrator. */
export async function listAdministrators(tx: Tx, today: LocalDate): Promise<readonly Administrator[]> {
  const { rows } = await sql<Administrator>`
    select m.id as "membershipId", m.name, m.email, m.keeps_password as "keepsPassword"
    from access.membership m
    join access.staff_role r on r.council_id = m.council_id and r.membership_id = m.id and r.role = 'portal-administration'
    where m.council_id = ${tx.councilId} and m.provider_id is null and m.starts_on <= ${today}
      and (m.ends_on is null or m.ends_on > ${today})
    order by m.name, m.id limit 200`.execute(tx)
  return rows
}

export async function saveKeepers(tx: Tx, membershipIds: readonly string[]): Promise<void> {
  await sql`
    update access.membership set keeps_password = id = any(${[...membershipIds]}::uuid[]), row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id is null
      and keeps_password is distinct from (id = any(${[...membershipIds]}::uuid[]))`.execute(tx)
}

/** At the gate: who came through this connection is out. */
export async function endSessionsThrough(
  tx: Tx,
  { councilId, id }: Pick<Connection, 'councilId' | 'id'>,
): Promise<void> {
  await tx
    .deleteFrom('access.session')
    .where('via_council_id', '=', councilId)
    .where('via_connection_id', '=', id)
    .execute()
}

/** At the gate: one person's sessions in a place, or through a connection, however they came. */
export async function endSessionsIn(
  tx: Tx,
  { councilId, membershipId }: { readonly councilId: string; readonly membershipId: string },
): Promise<void> {
  await tx
    .deleteFrom('access.session')
    .where('council_id', '=', councilId)
    .where('membership_id', '=', membershipId)
    .execute()
}

/** At the gate, when the password no longer opens these places: whoever came by one is out, but for those who keep it. */
export async function endPasswordSessions(
  tx: Tx,
  { councilId, providerId }: Pick<Connection, 'councilId' | 'providerId'>,
): Promise<void> {
  await sql`
    delete from access.session s using access.membership m
    where m.council_id = ${councilId} and m.provider_id is not distinct from ${providerId}::uuid and not m.keeps_password
      and s.council_id = m.council_id and s.membership_id = m.id and s.via_connection_id is null`.execute(tx)
}

/** At the gate. */
export async function findSubject(
  tx: Tx,
  { councilId, id }: Pick<Connection, 'councilId' | 'id'>,
  subject: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('access.sign_on_subject')
    .select('account_id')
    .where('council_id', '=', councilId)
    .where('connection_id', '=', id)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.account_id
}

/** At the gate: who was invited and comes by their organisation's sign-in needs no password of ours. */
export async function activate(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ status: 'active' })
    .where('id', '=', accountId)
    .where('status', '=', 'invited')
    .execute()
}

export async function forgetSubjects(tx: Tx, connectionId: string): Promise<void> {
  await tx
    .deleteFrom('access.sign_on_subject')
    .where('council_id', '=', tx.councilId)
    .where('connection_id', '=', connectionId)
    .execute()
}

/** At the gate. */
export async function endSessionsOfAccountThrough(
  tx: Tx,
  { councilId, id }: Pick<Connection, 'councilId' | 'id'>,
  accountId: string,
): Promise<void> {
  await tx
    .deleteFrom('access.session')
    .where('account_id', '=', accountId)
    .where('via_council_id', '=', councilId)
    .where('via_connection_id', '=', id)
    .execute()
}
