import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** What can be followed. */
export type Followed = { readonly kind: 'person' | 'package' | 'conversation'; readonly id: string }

/** Who follows, from which place. */
export type Follower = { readonly accountId: string; readonly providerId: string | null }

export type Subject = Followed & {
  /** As a list and a page say it. */
  readonly name: string
  /** Where it is, less the face. */
  readonly where: string
}

const MOST = 200

/** What there is to follow in the reader's scope: nothing that they cannot see is found, followed or listed. */
const SUBJECTS = {
  person: sql`select 'person' as kind, w.person_id as id, w.given_name || ' ' || w.family_name || ' (' || w.reference || ')' as name,
    '/service-users/' || w.person_id as where, w.provider_id from published.served_person w where w.council_id = platform.council_id()`,
  package: sql`select 'package' as kind, p.id, 'Care package ' || p.reference as name, '/packages/' || p.id as where, p.provider_id
    from published.package p where p.council_id = platform.council_id() and p.status <> 'draft'`,
  conversation: sql`select 'conversation' as kind, c.id, c.title as name, '/messages/' || c.id as where, c.provider_id
    from published.conversation c where c.council_id = platform.council_id()`,
} as const

export async function findSubject(
  tx: Tx,
  { providerId }: Follower,
  { kind, id }: Followed,
): Promise<Subject | undefined> {
  const { rows } = await sql<Subject>`
    select s.kind, s.id, s.name, s.where from (${SUBJECTS[kind]}) s
    where s.id = ${id} and (${providerId}::uuid is null or s.provider_id = ${providerId}::uuid) limit 1`.execute(tx)
  return rows[0]
}

/** Of the kinds that the reader may see, newest first. */
export async function listFollowed(
  tx: Tx,
  { accountId, providerId }: Follower,
  kinds: readonly Followed['kind'][],
): Promise<readonly Subject[]> {
  const { rows } = await sql<Subject>`
    select f.kind, f.subject_id as id, s.name, s.where from platform.following f
    cross join lateral (
      select x.name, x.where from (${SUBJECTS.person} union all ${SUBJECTS.package} union all ${SUBJECTS.conversation}) x
      where x.kind = f.kind and x.id = f.subject_id
        and (${providerId}::uuid is null or x.provider_id = ${providerId}::uuid) limit 1
    ) s
    where f.council_id = ${tx.councilId} and f.account_id = ${accountId}
      and f.provider_id is not distinct from ${providerId}::uuid and f.kind = any(${[...kinds]}::text[])
    order by f.since desc, f.subject_id limit ${MOST}`.execute(tx)
  return rows
}

export async function isFollowed(
  tx: Tx,
  { accountId, providerId }: Follower,
  { kind, id }: Followed,
): Promise<boolean> {
  const found = await tx
    .selectFrom('platform.following')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', accountId)
    .where(sql<boolean>`provider_id is not distinct from ${providerId}::uuid`)
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .select('since')
    .executeTakeFirst()
  return found !== undefined
}

export async function recordFollowing(tx: Tx, by: Follower, { kind, id }: Followed, at: Date): Promise<void> {
  await tx
    .insertInto('platform.following')
    .values({
      council_id: tx.councilId,
      account_id: by.accountId,
      provider_id: by.providerId,
      kind,
      subject_id: id,
      since: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Also of what has left one's scope: whoever follows may always stop. */
export async function removeFollowing(
  tx: Tx,
  { accountId, providerId }: Follower,
  { kind, id }: Followed,
): Promise<void> {
  await tx
    .deleteFrom('platform.following')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', accountId)
    .where(sql<boolean>`provider_id is not distinct from ${providerId}::uuid`)
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .execute()
}
