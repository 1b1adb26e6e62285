import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Team } from '../rules/conversation.ts'
import { listTeamsOf } from './people.ts'

/** Read on the provider's home page: conversations in which the council has asked or answered. */
export async function countWaitingForProvider(tx: Tx): Promise<number> {
  const { waiting } = await tx
    .selectFrom('conversations.conversation')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('state', '=', 'awaiting-provider')
    .select((eb) => eb.fn.countAll().as('waiting'))
    .executeTakeFirstOrThrow()
  return Number(waiting)
}

export type TeamCount = { readonly team: Team; readonly waiting: number; readonly overdue: number }

/** What each team has to answer, and how much of it is late. A team with nothing to do is not listed. */
export async function countWaitingByTeam(tx: Tx, today: LocalDate): Promise<readonly TeamCount[]> {
  const counts = await tx
    .selectFrom('conversations.conversation')
    .where('council_id', '=', tx.councilId)
    .where('state', '=', 'awaiting-council')
    .groupBy('team')
    .orderBy('team')
    .select((eb) => [
      'team',
      eb.fn.countAll().as('waiting'),
      eb.fn.countAll().filterWhere('due_on', '<', today).as('overdue'),
    ])
    .execute()
  return counts.map(({ team, waiting, overdue }) => ({ team, waiting: Number(waiting), overdue: Number(overdue) }))
}

/** For a member of staff's home page: what their own teams have to answer, and how much of it is late. */
export async function countWaitingForCouncil(
  tx: Tx,
  accountId: string,
  today: LocalDate,
): Promise<{ readonly waiting: number; readonly overdue: number }> {
  const [teams, counts] = await Promise.all([listTeamsOf(tx, accountId), countWaitingByTeam(tx, today)])
  const own = counts.filter(({ team }) => teams.includes(team))
  return {
    waiting: own.reduce((sum, { waiting }) => sum + waiting, 0),
    overdue: own.reduce((sum, { overdue }) => sum + overdue, 0),
  }
}
