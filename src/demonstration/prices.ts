import { sql } from 'kysely'
import { orderRenewals, withdrawRenewals } from '../capabilities/agreements/index.ts'
import { addByKey } from '../capabilities/conversations/index.ts'
import {
  addUpliftRule,
  USUAL_CARE_TERMS,
  decideContract,
  decidePrice,
  decideUplift,
  draftUplift,
  getUplift,
  proposeContract,
  proposePrice,
  simulateUplift,
  submitUplift,
  type AddRule,
} from '../capabilities/contracts/index.ts'
import { addDays, localDate, type LocalDate } from '../core/dates.ts'
import { PARTS_PER_UNIT, quantity, rate, type Rate } from '../core/money.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor, type WorkRunner } from '../platform/work.ts'
import { sayNightsAway } from './nights-away.ts'

const DAY = 86_400_000
const THREE_PERCENT = 30_000n
const FOUR_PERCENT = 40_000n
const followers = { renew: orderRenewals, withdraw: withdrawRenewals(addByKey) }

/** Commissioning says prices, the payments manager approves them; each on a day of their own. */
type Desk = {
  readonly manager: Actor
  readonly approver: Actor
  readonly daysAgo: (days: number) => WorkRunner
}

/**
 * Next April's uplift is simulated and goes no further; a small one is approved, so that the first two companies have
 * their letter and new agreements; of two prices one is approved and to come, one looks back and waits. One contract
 * became a block a quarter ago, and a new one waits for its second person.
 */
export async function playPrices(db: Db, now: Date, councilId: string): Promise<void> {
  const cast = await findCast(db, councilId)
  const lines = await listLines(db, councilId)
  if (cast === undefined || lines.length === 0) return
  const desk: Desk = {
    ...cast,
    daysAgo: (days) => workRunner(db, fixedClock(new Date(now.getTime() - days * DAY).toISOString())),
  }
  const today = londonToday(now)
  await sayNightsAway({ db, now }, cast, councilId)
  const [first, second = first] = lines
  const rest = lines.filter((line) => line !== first && line !== second)
  const [third = first, fourth = second] = rest.toReversed()
  if (second !== undefined) await buyInAdvance(desk, second, today)
  if (first !== undefined) await sayContract(desk, first, today)
  const small = [...new Set([first, second])].flatMap((line) => (line === undefined ? [] : [ruleFor(line)]))
  await applyUplift(desk, { name: 'New terms for two contracts', effectiveOn: monthAfter(today), rules: small })
  await draftSimulated(desk.daysAgo(2), desk.manager, {
    name: `April ${nextApril(today).slice(0, 4)}`,
    effectiveOn: nextApril(today),
    rules: [{ ...every, amount: FOUR_PERCENT }],
  })
  if (third !== undefined) await sayPrice(desk, third, { from: monthAfter(today), days: 8, isApproved: true })
  if (fourth !== undefined) await sayPrice(desk, fourth, { from: addDays(today, -42), days: 1, isApproved: false })
}

const every: AddRule = {
  ...{ sector: null, contractNumber: null, contractKind: null, serviceLevel: null, band: null, unit: null },
  ...{ change: 'percent', amount: THREE_PERCENT, cap: null },
}

function ruleFor({ contractNumber, serviceLevel, unit }: Line): AddRule {
  return { ...every, contractNumber, serviceLevel, unit }
}

function monthAfter(day: LocalDate): LocalDate {
  return localDate(`${addDays(localDate(`${day.slice(0, 7)}-28`), 5).slice(0, 7)}-01`)
}

function nextApril(day: LocalDate): LocalDate {
  const april = localDate(`${day.slice(0, 4)}-04-01`)
  return april > day ? april : localDate(`${String(Number(day.slice(0, 4)) + 1)}-04-01`)
}

type Wanted = { readonly name: string; readonly effectiveOn: LocalDate; readonly rules: readonly AddRule[] }

async function draftSimulated(work: WorkRunner, manager: Actor, { name, effectiveOn, rules }: Wanted): Promise<string> {
  return work.run(manager, async (unit) => {
    const drafted = await draftUplift(unit, {
      ...{ name, starts: 'on-day', effectiveOn, roundTo: rate(100n), outlierPercent: '10' },
      ...{ recentSince: null, overPence: null, renewsAgreements: true, askUntil: addDays(effectiveOn, 27) },
    })
    const id = drafted.ok ? drafted.value : ''
    for (const rule of rules) await addUpliftRule(unit, id, rule)
    await simulateUplift(unit, id)
    return id
  })
}

async function applyUplift({ manager, approver, daysAgo }: Desk, wanted: Wanted): Promise<void> {
  const upliftId = await draftSimulated(daysAgo(20), manager, wanted)
  await daysAgo(20).run(manager, async (unit) => {
    const { version } = await getUplift(unit.tx, upliftId)
    return submitUplift(unit, { upliftId, shownVersion: version, outliersSeen: undefined, outliersReason: '' })
  })
  await daysAgo(18).run(approver, async (unit) => {
    const { version } = await getUplift(unit.tx, upliftId)
    const decision = { kind: 'approve', note: '' } as const
    return decideUplift(unit, { upliftId, shownVersion: version, decision }, followers)
  })
}

type Said = { readonly from: LocalDate; readonly days: number; readonly isApproved: boolean }

/** A price 2% above what is paid now. */
async function sayPrice(
  { manager, approver, daysAgo }: Desk,
  line: Line,
  { from, days, isApproved }: Said,
): Promise<void> {
  const price = rate(((line.price * 102n) / 100n / 100n) * 100n)
  const said = await daysAgo(days).run(manager, (unit) =>
    proposePrice(unit, { rateLineId: line.id, fromOn: from, price, reason: 'Agreed with the provider in the review' }),
  )
  if (!said.ok || !isApproved) return
  const decision = { kind: 'approve', note: '' } as const
  await daysAgo(days - 1).run(approver, (unit) =>
    decidePrice(unit, { changeId: said.value, shownVersion: 1, decision }, followers),
  )
}

/** A little more than is planned is bought in advance, so that some of it is not used. */
async function buyInAdvance({ manager, approver, daysAgo }: Desk, line: Line, today: LocalDate): Promise<void> {
  const { contractId, providerId, title, startsOn, endsOn, calendar, serviceIds, contractNumber: number } = line
  const from = addDays(today, -91) > startsOn ? addDays(today, -91) : startsOn
  const isNights = line.unit === 'week'
  const weekly = quantity(isNights ? (line.inContract + 1n) * 7n * PARTS_PER_UNIT : (line.planned * 11n) / 10n)
  const price = isNights ? rate(line.price / 7n) : line.price
  const said = await daysAgo(90).run(manager, (unit) =>
    proposeContract(unit, {
      ...{ contractId, providerId, number, title, kind: 'block', calendar, startsOn, endsOn, serviceIds, terms: null },
      block: { from, weekly, unit: isNights ? 'night' : line.unit, price, missedCounts: true },
      reason: 'Capacity is kept for people who leave hospital',
    }),
  )
  if (!said.ok) return
  const decision = { kind: 'approve', note: '' } as const
  await daysAgo(89).run(approver, (unit) => decideContract(unit, { proposalId: said.value, shownVersion: 1, decision }))
}

async function sayContract({ manager, daysAgo }: Desk, line: Line, today: LocalDate): Promise<void> {
  const { providerId, calendar, serviceIds } = line
  await daysAgo(3).run(manager, (unit) =>
    proposeContract(unit, {
      ...{ contractId: null, providerId, number: 'SPOT-2027', title: 'Care bought one by one', kind: 'spot' },
      ...{ calendar, startsOn: monthAfter(today), endsOn: null, serviceIds, block: null },
      terms: {
        ...{ paymentTerms: 'actual', paidBy: 'schedule', recording: 'weekly', frustratedPercent: 100 },
        ...{ tolerancePercent: '10', stepMinutes: 15, claimLimitWeeks: 13, signGate: true },
        ...{ absenceTiers: [], care: USUAL_CARE_TERMS },
      },
      reason: 'For people whose care no framework provider can take on',
    }),
  )
}

type Line = {
  readonly id: string
  readonly contractId: string
  readonly providerId: string
  readonly title: string
  readonly calendar: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly serviceIds: readonly string[]
  /** Packages under way in the contract by the same unit, and what they plan a week. */
  readonly inContract: bigint
  readonly planned: bigint
  readonly contractNumber: string
  readonly serviceLevel: string
  readonly unit: 'hour' | 'session' | 'day' | 'night' | 'week'
  readonly price: Rate
}

/** Lines of the first companies, one of each first: those that the fewest packages name, for a demonstration is read. */
async function listLines(db: Db, councilId: string): Promise<readonly Line[]> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Line>`
      select l.id, c.id as "contractId", c.provider_id as "providerId", c.title, c.calendar, c.starts_on as "startsOn",
        c.ends_on as "endsOn", c.number as "contractNumber", l.service_level as "serviceLevel", l.unit, r.price, w."inContract", w.planned,
        array(select distinct p.service_id from published.package p where p.council_id = ${councilId} and p.contract_id = c.id)
          as "serviceIds"
      from published.provider o
      join published.contract c on c.council_id = ${councilId} and c.provider_id = o.id
      join published.rate_line l on l.council_id = ${councilId} and l.contract_id = c.id
      join published.rate r on r.council_id = ${councilId} and r.rate_line_id = l.id and upper_inf(r.valid)
      join lateral (
        select count(*) as packages from published.package_version v
        join published.package p on p.council_id = ${councilId} and p.id = v.package_id and p.status = 'active' and p.ends_on is null
        where v.council_id = ${councilId} and v.rate_line_id = l.id
      ) u on u.packages > 0
      cross join lateral (
        select count(*) as "inContract", sum(v.planned)::bigint as planned from published.package p
        join published.package_version v on v.council_id = ${councilId} and v.package_id = p.id and v.version = p.current_version
        where p.council_id = ${councilId} and p.contract_id = c.id and p.unit = l.unit and p.status = 'active'
      ) w
      where o.council_id = ${councilId}
      order by row_number() over (partition by o.id order by u.packages, l.reference), o.reference limit 4`.execute(tx),
  )
  return rows
}

async function findCast(db: Db, councilId: string): Promise<Pick<Desk, 'manager' | 'approver'> | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ accountId: string; name: string; role: string }>`
      select m.account_id as "accountId", m.name, r.role
      from published.member m
      join published.staff_role r on r.council_id = ${councilId} and r.membership_id = m.id
      where m.council_id = ${councilId} and r.role in ('procurement', 'payments-approver') order by m.name`.execute(tx),
  )
  const actorOf = (role: string): Actor | undefined => {
    const person = rows.find((row) => row.role === role)
    if (person === undefined) return undefined
    return {
      scope: { role: 'portal_council', councilId, accountId: person.accountId },
      name: person.name,
      face: 'council',
    }
  }
  const [manager, approver] = [actorOf('procurement'), actorOf('payments-approver')]
  return manager === undefined || approver === undefined ? undefined : { manager, approver }
}
