import { sql } from 'kysely'
import { openConversation } from '../capabilities/conversations/index.ts'
import { nameForPerson, restrictPerson } from '../capabilities/service-users/index.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor } from '../platform/work.ts'

const COMPANIES = 2
const WEEK = 7 * 24 * 3_600_000

/** One person in the care of each of the first companies, a week ago, with those named who plan and deliver the care, and a thread for them alone. */
export async function restrictSome(db: Db, now: Date, councilId: string): Promise<void> {
  const guardian = await findGuardian(db, councilId)
  const work = workRunner(db, fixedClock(new Date(now.getTime() - WEEK).toISOString()))
  for (const { reference, packageId, emails } of await listChosen(db, councilId))
    await work.run(guardian, async (unit) => {
      const restricted = await restrictPerson(unit, { reference, reason: 'A protection order: see the case file.' })
      if (!restricted.ok) throw new Error(`${reference} was not restricted: ${restricted.refusal.code}`)
      for (const email of emails)
        await nameForPerson(unit, { personId: restricted.value, email, reason: 'Plans or delivers the care.' })
      await openConversation(unit, {
        key: `demonstration-restricted:${packageId}`,
        type: 'brokerage',
        about: { type: 'package', id: packageId },
        title: 'Which door the carers use',
        text: 'From Monday the carers come to the side door, and ring first. Please tell nobody else at your office.',
      })
    })
}

async function findGuardian(db: Db, councilId: string): Promise<Actor> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ accountId: string; name: string }>`
      select m.account_id as "accountId", m.name from published.member m
      join published.staff_role r on r.council_id = m.council_id and r.membership_id = m.id and r.role = 'data-guardian'
      where m.council_id = ${councilId} order by m.name limit 1`.execute(tx),
  )
  const [person] = rows
  if (person === undefined) throw new Error('the demonstration has no data guardian')
  return {
    scope: { role: 'portal_council', councilId, accountId: person.accountId },
    name: person.name,
    face: 'council',
  }
}

type Chosen = { readonly reference: string; readonly packageId: string; readonly emails: readonly string[] }

/** The last person by reference of each company, whoever does everything there, and the council's brokerage. */
async function listChosen(db: Db, councilId: string): Promise<readonly Chosen[]> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Chosen>`
      select s.reference, s.package_id as "packageId", array(
        select m.email from published.member m
        where m.council_id = ${councilId} and (
          exists (select from published.member_grant g where g.council_id = m.council_id and g.membership_id = m.id
            and g.provider_id = s.provider_id and g.scope = 'organisation' and g.role in ('full', 'care-management') and g.mode = 'edit')
          or exists (select from published.staff_role r where r.council_id = m.council_id and r.membership_id = m.id and r.role = 'brokerage'))
        order by m.email) as emails
      from (
        select distinct on (w.provider_id) w.provider_id, w.reference, p.id as package_id from published.served_person w
        join published.package p on p.council_id = w.council_id and p.provider_id = w.provider_id
          and p.person_id = w.person_id and p.status = 'active'
        where w.council_id = ${councilId} order by w.provider_id, w.reference desc, p.id
      ) s join published.provider o on o.council_id = ${councilId} and o.id = s.provider_id
      order by o.reference limit ${COMPANIES}`.execute(tx),
  )
  return rows
}
