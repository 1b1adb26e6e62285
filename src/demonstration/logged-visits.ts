import { sql } from 'kysely'
import { receiveUpload, saveUpload } from '../capabilities/actuals/index.ts'
import { csvText } from '../core/csv.ts'
import { addDays, weekdayOf, type LocalDate } from '../core/dates.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { receiveBytes } from '../platform/files/receive-bytes.ts'
import { workRunner, type Actor } from '../platform/work.ts'

/** What each visit was logged as, in turn: minutes more or less than planned, and how it was captured. */
const LOGGED = [
  { more: 1, capture: 'app' },
  { more: -2, capture: 'nfc' },
  { more: 4, capture: 'app' },
  { more: -9, capture: 'phone' },
  { more: 0, capture: 'manual' },
] as const

type Parts = { readonly db: Db; readonly now: Date; readonly store: FileStore }

/**
 * The visits of the week before, of every company whose contract takes them, in a file of its call monitoring that was
 * checked and saved; one of them is for somebody unknown.
 */
export async function logVisits({ db, now, store }: Parts, councilId: string, people: readonly Actor[]): Promise<void> {
  const today = londonToday(now)
  const runner = workRunner(db, fixedClock(now.toISOString()))
  for (const actor of people) {
    if (actor.scope.role !== 'portal_provider') continue
    const planned = await listPlanned(db, councilId, actor.scope.providerId)
    if (planned.length === 0) continue
    const days = [7, 6, 5, 4, 3, 2, 1].map((before) => addDays(today, -before))
    const visits = days.flatMap((day) => planned.filter(({ weekday }) => weekday === weekdayOf(day)).map(onDay(day)))
    const content = Buffer.from(csvText([HEADING, ...visits.map(rowOf)]))
    const file = await receiveBytes(store, `Visits to ${today}.csv`, content)
    const received = await runner.run(actor, (work) =>
      receiveUpload(work, { file, checkOnly: false, mapId: null, source: 'screen' }),
    )
    if (!received.ok) continue
    const { uploadId } = received.value
    const version = await versionOf(db, actor, uploadId)
    const saved = await runner.run(actor, (work) => saveUpload(work, { uploadId, version, confirmed: [], reason: '' }))
    if (!saved.ok) throw new Error(`no visits were kept: ${saved.refusal.code}`)
  }
}

async function versionOf(db: Db, { scope }: Actor, uploadId: string): Promise<number> {
  const { row_version } = await db.read(scope, (tx) =>
    tx
      .selectFrom('actuals.upload')
      .select('row_version')
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow(),
  )
  return row_version
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

type Visit = Planned & { readonly day: LocalDate }

function onDay(day: LocalDate) {
  return (planned: Planned): Visit => ({ ...planned, day })
}

const HEADING = [
  ...['visit_ref', 'client_ref', 'visit_date', 'planned_start', 'planned_minutes', 'claimed_start', 'claimed_minutes'],
  ...['actual_start', 'actual_minutes', 'status', 'capture', 'exception_code'],
]
/** Whom nobody has commissioned. */
const UNKNOWN = 11

function rowOf({ clientRef, day, startsAt, minutes }: Visit, place: number): readonly string[] {
  const { more, capture } = LOGGED[place % LOGGED.length] ?? LOGGED[0]
  const reference = `V-${day.replaceAll('-', '')}-${String(place + 1).padStart(4, '0')}`
  return [
    ...[reference, place === UNKNOWN ? 'P-UNKNOWN' : clientRef, day],
    ...[startsAt, String(minutes), startsAt, String(minutes), startsAt, String(Math.max(5, minutes + more))],
    ...['delivered', capture, capture === 'manual' ? 'NO-SIGNAL' : ''],
  ]
}
