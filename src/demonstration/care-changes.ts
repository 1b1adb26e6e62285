import { sql } from 'kysely'
import {
  askForVariation,
  commissionPackage,
  getPackage,
  proposePayer,
  tellLifeEvent,
  type Package,
} from '../capabilities/care-packages/index.ts'
import { openConversation } from '../capabilities/conversations/index.ts'
import { quoteAbsence } from '../capabilities/payments/index.ts'
import { addDays } from '../core/dates.ts'
import { pence, quantity, rate } from '../core/money.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor } from '../platform/work.ts'
import { noteHospital, tellOfMove } from './nights-away.ts'

const DAY = 86_400_000
const COMPANIES = 3
const TWO_HOURS = 60_000n

type Parts = { readonly db: Db; readonly now: Date }

/** Each of the first companies asks for two more hours for somebody, and tells of somebody in hospital. */
export async function changeSomeCare({ db, now }: Parts, councilId: string): Promise<void> {
  const work = workRunner(db, fixedClock(new Date(now.getTime() - 2 * DAY).toISOString()))
  for (const { providerId, accountId, name, packages } of await listChosen(db, councilId)) {
    const actor: Actor = {
      scope: { role: 'portal_provider', councilId, providerId, accountId },
      name,
      face: 'provider',
    }
    const [first, second = first, third] = packages
    if (first === undefined || second === undefined) continue
    await work.run(actor, async (unit) => {
      const { versions, timetable } = await getPackage(unit.tx, { providerId }, first)
      const plan = versions.at(-1)
      if (plan === undefined) return
      const fromOn = addDays(unit.today, -3)
      const asked = { kind: 'temporary', fromOn, lastOn: addDays(fromOn, 27), ...withMore(plan, timetable) } as const
      await askForVariation(unit, {
        packageId: first,
        asked,
        reason: 'Home from hospital: needs help at lunch for a month.',
      })
    })
    if (third !== undefined) await tellOfMove({ db, now }, councilId, { provider: actor, packageId: third })
    await noteHospital({ db, now }, councilId, { provider: actor, packageId: first })
    await work.run(actor, (unit) =>
      tellLifeEvent(
        unit,
        {
          packageId: second,
          happened: { kind: 'hospital', happenedOn: addDays(unit.today, -1), backOn: addDays(unit.today, 9) },
          details: 'Admitted after a fall. The ward expects ten days.',
        },
        { openConversation, quoteAbsence },
      ),
    )
  }
  await assessAnew({ db, now }, councilId)
  await askForPrice({ db, now }, councilId)
}

/** Brokerage says a contribution that was assessed anew; finance has not looked at it yet. */
async function assessAnew({ db, now }: Parts, councilId: string): Promise<void> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ packageId: string; accountId: string; name: string }>`
      select p.id as "packageId", m.account_id as "accountId", m.name
      from published.package p
      join published.member m on m.council_id = ${councilId}
      join published.staff_role r on r.council_id = ${councilId} and r.membership_id = m.id and r.role = 'brokerage'
      where p.council_id = ${councilId} and p.unit = 'week' and p.status = 'active' and p.ends_on is null
        and exists (select from published.payer y where y.council_id = ${councilId} and y.package_id = p.id and y.payer = 'contribution')
      order by p.reference, m.name limit 1`.execute(tx),
  )
  const [found] = rows
  if (found === undefined) return
  const scope = { role: 'portal_council', councilId, accountId: found.accountId } as const
  await workRunner(db, fixedClock(new Date(now.getTime() - DAY).toISOString())).run(
    { scope, name: found.name, face: 'council' },
    (unit) =>
      proposePayer(unit, {
        ...{
          packageId: found.packageId,
          payer: 'contribution',
          weekly: pence(18_240n),
          fromOn: addDays(unit.today, -14),
        },
        reason: 'Assessed anew: the state pension and savings have changed',
      }),
  )
}

/** Brokerage commissions more care at a price that is not the book’s; a second person has not decided yet. */
async function askForPrice({ db, now }: Parts, councilId: string): Promise<void> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<PriceAsked>`
      select p.person_id as "personId", p.service_id as "serviceId", p.contract_id as "contractId", v.rate_line_id as "rateLineId",
        r.price, m.account_id as "accountId", m.name
      from published.package p
      join published.package_version v on v.council_id = ${councilId} and v.package_id = p.id and v.valid @> ${now}::date
      join published.rate r on r.council_id = ${councilId} and r.rate_line_id = v.rate_line_id and r.valid @> ${now}::date
        and upper_inf(r.valid)
      join published.contract c on c.council_id = ${councilId} and c.id = p.contract_id and c.ends_on is null
      join published.member m on m.council_id = ${councilId}
      join published.staff_role s on s.council_id = ${councilId} and s.membership_id = m.id and s.role = 'brokerage'
      where p.council_id = ${councilId} and p.unit = 'hour' and p.status = 'active' and p.ends_on is null
      order by p.reference, m.name limit 1`.execute(tx),
  )
  const [found] = rows
  if (found === undefined) return
  const { accountId, name, price, ...place } = found
  const scope = { role: 'portal_council', councilId, accountId } as const
  await workRunner(db, fixedClock(new Date(now.getTime() - DAY).toISOString())).run(
    { scope, name, face: 'council' },
    (unit) =>
      commissionPackage(unit, {
        ...{ ...place, startsOn: addDays(unit.today, 14), endsOn: null },
        plan: { planned: quantity(TWO_HOURS), plannedByDay: null, visits: [] },
        ownPrice: { price: rate(price + price / 20n), reason: 'Two carers have to come from the next town' },
      }),
  )
}

type PriceAsked = {
  readonly personId: string
  readonly serviceId: string
  readonly contractId: string
  readonly rateLineId: string
  readonly price: bigint
  readonly accountId: string
  readonly name: string
}

type Plan = Pick<Package['versions'][number], 'version' | 'planned' | 'plannedByDay'>
const AT_LUNCH = { weekday: 1, startsAt: '13:30', minutes: 120, carers: 1 } as const

/** Two more on the first day: by a visit where the care has a timetable. */
function withMore({ version, planned, plannedByDay }: Plan, timetable: Package['timetable']) {
  const days = plannedByDay?.map((amount, index) => (index === 0 ? quantity(amount + TWO_HOURS) : amount)) ?? null
  const visits = timetable.flatMap(({ version: of, ...visit }) => (of === version ? [visit] : []))
  return {
    ...{ planned: quantity(planned + TWO_HOURS), plannedByDay: days },
    ...(visits.length > 0 && { visits: [...visits, AT_LUNCH] }),
  }
}

type Chosen = {
  readonly providerId: string
  readonly accountId: string
  readonly name: string
  readonly packages: readonly string[]
}

/** The first companies that deliver hours, somebody who does everything there, and two of their packages under way. */
async function listChosen(db: Db, councilId: string): Promise<readonly Chosen[]> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Chosen>`
      select distinct on (o.reference) o.id as "providerId", m.account_id as "accountId", m.name, array(
        select p.id from published.package p
        where p.council_id = ${councilId} and p.provider_id = o.id and p.unit = 'hour' and p.status = 'active'
          and p.ends_on is null order by p.reference limit 3) as packages
      from published.provider o
      join published.member m on m.council_id = ${councilId} and m.provider_id = o.id
      join published.member_grant g on g.council_id = ${councilId} and g.membership_id = m.id and g.role = 'full'
        and g.mode = 'edit' and g.scope = 'organisation'
      where o.council_id = ${councilId}
      order by o.reference, m.name limit ${COMPANIES}`.execute(tx),
  )
  return rows
}
