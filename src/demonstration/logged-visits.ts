import { sql } from 'kysely'
import { receiveVisits, type LoggedVisit } from '../capabilities/actuals/index.ts'
import { listTaken } from '../capabilities/payments/index.ts'
import { addDays, weekdayOf, type LocalDate } from '../core/dates.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor } from '../platform/work.ts'

/** What each visit was logged as, in turn: minutes more or less than planned, and how it was captured. */
const LOGGED = [
  { more: 1, capture: 'app' },
  { more: -2, capture: 'nfc' },
  { more: 4, capture: 'app' },
  { more: -9, capture: 'phone' },
  { more: 0, capture: 'manual' },
] as const

/** The visits of the week before, of every company whose contract takes them; one of them is for somebody unknown. */
export async function logVisits(db: Db, now: Date, councilId: string, people: readonly Actor[]): Promise<void> {
  const today = londonToday(now)
  for (const actor of people) {
    if (actor.scope.role !== 'portal_provider') continue
    const planned = await listPlanned(db, councilId, actor.scope.providerId)
    if (planned.length === 0) continue
    const days = [7, 6, 5, 4, 3, 2, 1].map((before) => addDays(today, -before))
    const visits = days.flatMap((day) => planned.filter(({ weekday }) => weekday === weekdayOf(day)).map(onDay(day)))
    const outcome = await workRunner(db, fixedClock(now.toISOString())).run(actor, (work) =>
      receiveVisits(work, { visits: numbered(visits) }, listTaken),
    )
    if (!outcome.ok) throw new Error(`no visits were kept: ${outcome.refusal.code}`)
  }
}

type Planned = {
  readonly clientRef: string
  readonly weekday: number
  readonly startsAt: string
  readonly minutes: number
}

async function listPlanned(db: Db, councilId: string, providerId: string): Promise<readonly Planned[]> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Planned>`
      select sp.reference as "clientRef", t.weekday, to_char(t.starts_at, 'HH24:MI') as "startsAt", t.minutes
      from published.package p
      join published.contract_rule r on r.council_id = p.council_id and r.contract_id = p.contract_id and r.recording = 'visits'
      join published.package_version v on v.council_id = p.council_id and v.package_id = p.id and upper_inf(v.valid)
      join published.timetable_entry t on t.council_id = v.council_id and t.package_id = v.package_id and t.version = v.version
      join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id and sp.service_id = p.service_id
        and sp.contract_id = p.contract_id and sp.person_id = p.person_id
      where p.council_id = ${councilId} and p.provider_id = ${providerId} and p.status = 'active' and p.recordable_from is not null
      order by p.reference, t.weekday, t.starts_at`.execute(tx),
  )
  return rows
}

type Unnumbered = Omit<LoggedVisit, 'line' | 'reference' | 'logged' | 'capture' | 'exceptionCode'> & {
  readonly minutes: number
}

function onDay(day: LocalDate) {
  return ({ clientRef, startsAt, minutes }: Planned): Unnumbered => ({
    ...{ clientRef, day, minutes, cpliRef: '', carerRef: '', secondary: false, comment: '' },
    ...{ plannedAt: startsAt, plannedMinutes: minutes, claimedAt: startsAt, claimedMinutes: minutes },
    ...{ startsAt, endsAt: null, outcome: 'delivered' },
  })
}

function numbered(visits: readonly Unnumbered[]): readonly LoggedVisit[] {
  return visits.map(({ minutes, ...visit }, place) => {
    const { more, capture } = LOGGED[place % LOGGED.length] ?? LOGGED[0]
    const unknown = place === 11 ? { clientRef: 'P-UNKNOWN' } : {}
    const exceptionCode = capture === 'manual' ? 'NO-SIGNAL' : ''
    const reference = `V-${visit.day.replaceAll('-', '')}-${String(place + 1).padStart(4, '0')}`
    return {
      ...visit,
      ...unknown,
      line: place + 2,
      reference,
      logged: Math.max(5, minutes + more),
      capture,
      exceptionCode,
    }
  })
}
