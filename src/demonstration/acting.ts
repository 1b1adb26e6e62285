import { sql } from 'kysely'
import { startActing, stopActing } from '../capabilities/access/index.ts'
import { openConversation } from '../capabilities/conversations/index.ts'
import { addDays } from '../core/dates.ts'
import { fixedClock, londonInstant, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor } from '../platform/work.ts'

const QUARTER_HOUR = 900_000

/** Three days ago a company telephoned, and portal administration wrote for it, so that both sides can see how it looks. */
export async function actForOne(db: Db, now: Date, councilId: string): Promise<void> {
  const cast = await findCast(db, councilId)
  if (cast === undefined) return
  const { accountId, name, council, providerId } = cast
  const began = londonInstant(addDays(londonToday(now), -3), '10:00')
  const at = (after: number) => workRunner(db, fixedClock(new Date(began.getTime() + after).toISOString()))
  const officer: Actor = { scope: { role: 'portal_council', councilId, accountId }, name, face: 'council' }
  const reason = 'Telephoned: their connection is down, and a question about a payment cannot wait.'
  const started = await at(0).run(officer, (work) => startActing(work, { providerId, reason, hours: 1 }))
  if (!started.ok) throw new Error(`nobody acted: ${started.refusal.code}`)
  const acting: Actor = {
    scope: { role: 'portal_provider', councilId, providerId, accountId },
    name: `${name} of ${council}`,
    face: 'provider',
    actingId: started.value,
  }
  await at(QUARTER_HOUR).run(acting, (work) =>
    openConversation(work, {
      key: `acting ${started.value}`,
      type: 'payments',
      about: { type: 'organisation', id: providerId },
      title: 'When the next payment reaches our account',
      text: 'Our bank asks for the day on which the next payment arrives. Please write to us here.',
    }),
  )
  await at(2 * QUARTER_HOUR).run(acting, (work) => stopActing(work, started.value))
}

type Cast = {
  readonly accountId: string
  readonly name: string
  readonly council: string
  readonly providerId: string
}

async function findCast(db: Db, councilId: string): Promise<Cast | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Cast>`
      select m.account_id as "accountId", m.name, c.name as council,
        (select o.id from published.provider o where o.council_id = ${councilId} order by o.reference limit 1) as "providerId"
      from published.member m
      join platform.council c on c.council_id = m.council_id
      join published.staff_role r on r.council_id = m.council_id and r.membership_id = m.id and r.role = 'portal-administration'
      where m.council_id = ${councilId} order by m.name desc limit 1`.execute(tx),
  )
  return rows[0]
}
