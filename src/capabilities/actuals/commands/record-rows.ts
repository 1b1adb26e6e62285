import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { Submission, WeekFault } from '../rules/judge.ts'
import type { LateFault, LateSaid } from '../rules/late.ts'
import { listPlacesOf } from '../store/api-weeks.ts'
import { SHEET_PAGE } from '../store/sheet.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken } from './record-week.ts'
import { explainLate } from './saying-why-late.ts'

/** `late`: why it is confirmed after its last moment; looked at only where it is. */
export type RowToRecord = Omit<Submission, 'base'> & { readonly weekStart: LocalDate; readonly late: LateSaid }
export type RefusedRow = {
  readonly packageId: string
  readonly weekStart: LocalDate
  readonly fault: WeekFault | LateFault
}
export type RowsRefusal = { readonly code: 'overtaken' }

/** Tried again without the rows that were refused; more often only if others keep recording the same weeks. */
const MOST_TRIES = 4

/**
 * Rows of any services and weeks, each by itself: the good ones are recorded and the others answered with every reason.
 * No package and week may be named twice.
 */
export async function recordRows(
  work: Work,
  rows: readonly RowToRecord[],
  listTaken: ListTaken,
): Promise<Outcome<readonly RefusedRow[], RowsRefusal>> {
  const places = await listPlacesOf(
    work.tx,
    rows.map(({ packageId }) => packageId),
  )
  const serviceOf = new Map(places.map(({ packageId, serviceId }) => [packageId, serviceId]))
  const found: RefusedRow[] = []
  // In one order for everyone, so that two bulks at once wait for each other instead of for ever.
  const groups = [...Map.groupBy(rows, (row) => `${row.weekStart} ${serviceOf.get(row.packageId) ?? ''}`)]
  for (const [key, group] of groups.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const [weekStart, serviceId] = [group[0]?.weekStart, key.split(' ')[1]]
    if (weekStart === undefined || serviceId === undefined || serviceId === '') {
      found.push(...group.map((row) => ({ ...row, fault: { code: 'R01' } as const })))
      continue
    }
    for (let from = 0; from < group.length; from += SHEET_PAGE) {
      const entries = group.slice(from, from + SHEET_PAGE)
      const faults = await recordGood(work, { serviceId, weekStart, entries }, listTaken)
      if (faults === 'overtaken') return refused({ code: 'overtaken' })
      found.push(...faults)
    }
  }
  return done(found)
}

type Group = { readonly serviceId: string; readonly weekStart: LocalDate; readonly entries: readonly RowToRecord[] }

async function recordGood(
  work: Work,
  { serviceId, weekStart, entries }: Group,
  listTaken: ListTaken,
): Promise<readonly RefusedRow[] | 'overtaken'> {
  const found: RefusedRow[] = []
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const bad = new Set(found.map(({ packageId }) => packageId))
    const good = entries.filter(({ packageId }) => !bad.has(packageId))
    await sql`savepoint good_rows`.execute(work.tx)
    const outcome = await recordWeek(work, { serviceId, weekStart, entries: good, source: 'api' }, listTaken)
    const faults = outcome.ok
      ? await unexplained(work, { serviceId, weekStart, entries: good })
      : outcome.refusal.faults
    if (outcome.ok && faults.length === 0) return found
    await sql`rollback to savepoint good_rows`.execute(work.tx)
    found.push(...faults.map(({ packageId, fault }) => ({ packageId, weekStart, fault })))
  }
  return 'overtaken'
}

const NOTHING_SAID: LateSaid = { reason: '', note: '' }

function unexplained(work: Work, { entries, ...week }: Group) {
  const lateOf = new Map(entries.map(({ packageId, late }) => [packageId, late]))
  return explainLate(work, week, (packageId) => lateOf.get(packageId) ?? NOTHING_SAID)
}
