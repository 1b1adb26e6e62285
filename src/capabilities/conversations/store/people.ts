import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { TEAMS, type Team } from '../rules/conversation.ts'

/** The teams that a member of staff works in, in the order in which teams are always named. */
export async function listTeamsOf(tx: Tx, accountId: string): Promise<readonly Team[]> {
  const roles = await staff(tx)
    .where('m.account_id', '=', accountId)
    .select('r.role')
    .orderBy('r.role')
    .limit(20)
    .execute()
  return TEAMS.filter((team) => roles.some(({ role }) => role === team))
}

export type Asked = {
  readonly today: LocalDate
  readonly now: Date
  /** Restricted people whom those who are told must know of. */
  readonly knowing: readonly string[]
}

export async function listTeamAddresses(tx: Tx, role: Team | 'data-guardian', asked: Asked): Promise<string[]> {
  const { today } = asked
  const addresses = await staff(tx)
    .where('r.role', '=', role)
    .where(knows(asked))
    .where('m.starts_on', '<=', today)
    .where((eb) => eb.or([eb('m.ends_on', 'is', null), eb('m.ends_on', '>=', today)]))
    .select('m.email')
    .orderBy('m.email')
    .limit(200)
    .execute()
  return addresses.map(({ email }) => email)
}

function knows({ knowing, now }: Asked) {
  return sql<boolean>`not exists (select from unnest(${[...knowing]}::uuid[]) r (id) where not exists (
    select from published.need_to_know k where k.council_id = m.council_id and k.person_id = r.id
      and k.account_id = m.account_id and k.provider_id is not distinct from m.provider_id and k.ended_at is null
      and (k.until_at is null or k.until_at > ${now})))`
}

function staff(tx: Tx) {
  return tx
    .selectFrom('published.staff_role as r')
    .innerJoin('published.member as m', (join) =>
      join.on('m.council_id', '=', tx.councilId).onRef('m.id', '=', 'r.membership_id'),
    )
    .where('r.council_id', '=', tx.councilId)
}

/** Everyone at the provider who has written in the conversation, still works there and may still read it. */
export async function listWriterAddresses(tx: Tx, conversationId: string, asked: Asked): Promise<string[]> {
  const { today } = asked
  const writers = await tx
    .selectFrom('published.member as m')
    .innerJoin('conversations.message as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'm.provider_id')
        .onRef('w.written_by', '=', 'm.account_id'),
    )
    .where('m.council_id', '=', tx.councilId)
    .where('w.conversation_id', '=', conversationId)
    .where('w.side', '=', 'provider')
    .where(knows(asked))
    .where('m.starts_on', '<=', today)
    .where((eb) => eb.or([eb('m.ends_on', 'is', null), eb('m.ends_on', '>=', today)]))
    .select('m.email')
    .distinct()
    .orderBy('m.email')
    .limit(200)
    .execute()
  return writers.map(({ email }) => email)
}
