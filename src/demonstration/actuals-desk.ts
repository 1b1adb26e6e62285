import { sql } from 'kysely'
import {
  drawSample,
  moveCutOff,
  offerCommonReasons,
  offerExceptionCode,
  parkWeek,
  recordSampleResult,
  sayAbsence,
} from '../capabilities/actuals/index.ts'
import { openConversation } from '../capabilities/conversations/index.ts'
import { listTaken } from '../capabilities/payments/index.ts'
import { addDays, startOfWeek, type LocalDate, type Weekday } from '../core/dates.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor, type Work } from '../platform/work.ts'

const DAY = 86_400_000
/** Why a carer’s phone or tag did not log a visit. */
const EXCEPTION_CODES = [
  ['NO-SIGNAL', 'No signal at the person’s home'],
  ['NO-BATTERY', 'The carer’s phone had no battery'],
  ['TAG-LOST', 'The tag in the home was lost or broken'],
] as const

type Parts = { readonly db: Db; readonly now: Date }

/** Reasons to choose from, somebody who is away and not back, a line that was asked about, a cut-off that was moved, and a sample that is being checked. */
export async function keepActualsDesk({ db, now }: Parts, councilId: string): Promise<void> {
  const work = workRunner(db, fixedClock(new Date(now.getTime() - 2 * DAY).toISOString()))
  const [staff, away] = await Promise.all([findStaff(db, councilId), findAway(db, councilId)])
  if (staff === undefined) return
  const actor: Actor = {
    scope: { role: 'portal_council', councilId, accountId: staff.accountId },
    name: staff.name,
    face: 'council',
  }
  await work.run(actor, offerCommonReasons)
  for (const [code, label] of EXCEPTION_CODES)
    await work.run(actor, (unit) => offerExceptionCode(unit, { code, label, startsOn: addDays(unit.today, -63) }))
  await work.run(actor, (unit) => setUp(unit, staff.weekStartsOn))
  if (away === undefined) return
  const { providerId, accountId, name, packageId } = away
  const provider: Actor = {
    scope: { role: 'portal_provider', councilId, providerId, accountId },
    name,
    face: 'provider',
  }
  await work.run(provider, (unit) =>
    sayAbsence(
      unit,
      {
        ...{ packageId, cause: 'person', reason: 'hospital', note: 'Admitted after a fall' },
        firstDay: addDays(londonToday(now), -9),
        lastDay: null,
      },
      listTaken,
    ),
  )
  const doubtful = await findDoubtful(db, provider, addDays(startOfWeek(londonToday(now), staff.weekStartsOn), -7))
  if (doubtful !== undefined) await work.run(provider, (unit) => ask(unit, doubtful))
}

/** The line waits for the answer and stops nobody. */
async function ask(unit: Work, doubtful: Doubtful): Promise<void> {
  const question = 'The family says that she was with them from Tuesday on. Do we record all of it as frustrated?'
  await parkWeek(unit, { ...doubtful, question }, (within, { reference, text }) =>
    openConversation(within, {
      key: `demonstration-question:${doubtful.packageId}`,
      type: 'payments',
      about: { type: 'package', id: doubtful.packageId },
      title: `${reference}, last week`,
      text,
    }),
  )
}

async function setUp(unit: Work, weekStartsOn: Weekday): Promise<void> {
  const thisWeek = startOfWeek(unit.today, weekStartsOn)
  const lastWeek = addDays(thisWeek, -7)
  await moveCutOff(unit, {
    ...{ providerId: null, contractNumber: '', firstWeek: lastWeek, lastWeek },
    ...{ submitOn: addDays(thisWeek, 9), submitAt: '17:00', reason: 'The portal was closed for a day for an upgrade' },
  })
  const weeks: { readonly firstWeek: LocalDate; readonly lastWeek: LocalDate } = {
    firstWeek: addDays(thisWeek, -84),
    lastWeek: addDays(thisWeek, -28),
  }
  const drawn = await drawSample(unit, { ...weeks, providerId: null, way: 'count', wanted: 6, seed: 'Internal audit' })
  if (!drawn.ok) return
  const sample = { sampleId: drawn.value, shownVersion: 1 }
  await recordSampleResult(unit, { ...sample, place: 1, result: 'right', note: '' })
  await recordSampleResult(unit, {
    ...sample,
    place: 2,
    result: 'no-evidence',
    note: 'The rota of this week is missing',
  })
}

type Staff = { readonly accountId: string; readonly name: string; readonly weekStartsOn: Weekday }

async function findStaff(db: Db, councilId: string): Promise<Staff | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Staff>`
      select m.account_id as "accountId", m.name, c.week_starts_on as "weekStartsOn" from published.member m
      join published.staff_role r on r.council_id = m.council_id and r.membership_id = m.id and r.role = 'brokerage'
      join platform.council c on c.council_id = m.council_id
      where m.council_id = ${councilId} order by m.name, m.account_id limit 1`.execute(tx),
  )
  return rows[0]
}

type Away = {
  readonly providerId: string
  readonly accountId: string
  readonly name: string
  readonly packageId: string
}

/** A person of the first company that delivers hours whose last weeks are still as planned. */
async function findAway(db: Db, councilId: string): Promise<Away | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Away>`
      select o.id as "providerId", m.account_id as "accountId", m.name, p.id as "packageId"
      from published.provider o
      join published.member m on m.council_id = o.council_id and m.provider_id = o.id
      join published.member_grant g on g.council_id = m.council_id and g.membership_id = m.id and g.role = 'full'
      join published.package p on p.council_id = o.council_id and p.provider_id = o.id and p.unit = 'hour' and p.status = 'active'
        and p.ends_on is null and p.recordable_from is not null
      join published.person n on n.council_id = p.council_id and n.id = p.person_id and not n.restricted
      where o.council_id = ${councilId}
      order by o.reference, m.name, p.reference desc limit 1`.execute(tx),
  )
  return rows[0]
}

type Doubtful = { readonly packageId: string; readonly serviceId: string; readonly weekStart: LocalDate }

/** A package whose last week nobody has recorded yet. */
async function findDoubtful(db: Db, { scope }: Actor, weekStart: LocalDate): Promise<Doubtful | undefined> {
  const { rows } = await db.read(scope, (tx) =>
    sql<Doubtful>`
      select p.id as "packageId", p.service_id as "serviceId", ${weekStart}::date as "weekStart" from published.package p
      where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.unit = 'hour' and p.status = 'active'
        and p.recordable_from is not null and p.starts_on <= ${weekStart} and p.ends_on is null
        and not exists (select from published.week w where w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId}
          and w.package_id = p.id and w.week_start = ${weekStart})
      order by p.reference limit 1`.execute(tx),
  )
  return rows[0]
}
