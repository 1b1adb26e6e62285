import { sql, type RawBuilder } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Pence } from '../../../core/money.ts'
import { PAID_AHEAD_DAYS } from '../../../core/paid-again.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { TraceStep } from '../rules/trace.ts'
import { listPlaces } from './preview-change.ts'
import { findNextPeriod, previewOf } from './preview-price.ts'
import { planForSets } from './price-lines.ts'
import { pendingPayers, repricedPayerLines } from './price-payers.ts'
import { pendingStays, repricedStayLines } from './price-stays.ts'
import { pendingWeeks, repricedWeekLines } from './price-weeks.ts'
import type { ForSchedule } from './pricing-scope.ts'
import type { Supposed } from './supposed.ts'
import type { SupposedPlan } from './supposed-plan.ts'

export type ChangedLine = {
  readonly coversFrom: LocalDate
  readonly toOn: LocalDate
  /** What was paid, or will be without the change. */
  readonly nowPence: Pence
  readonly thenPence: Pence
  readonly trace: readonly TraceStep[]
}
type Plans = { readonly now: SupposedPlan; readonly then: SupposedPlan }

/**
 * What the next payment holds of one package, for weeks that are recorded and nights that are over, with a change and without
 * it: the lines that differ. By the statements that post them, read instead of written. Undefined where no period waits.
 */
export async function previewPlans(
  tx: Tx,
  { now, then }: Plans,
  at: Date,
): Promise<readonly ChangedLine[] | undefined> {
  await planForSets(tx)
  const [place] = await listPlaces(tx, { plan: now })
  const period = place === undefined ? undefined : await findNextPeriod(tx, place.calendar)
  if (place === undefined || period === undefined) return undefined
  const scope = {
    ...previewOf({ calendar: place.calendar, period, at }),
    contracts: sql`${[...place.contracts]}::uuid[]`,
  }
  const { rows } = await sql<ChangedLine>`
    select coalesce(t.covers_from, n.covers_from) as "coversFrom", coalesce(t.to_on, n.to_on) as "toOn",
      coalesce(n.due_pence, t.before_pence) as "nowPence", coalesce(t.due_pence, n.before_pence) as "thenPence",
      coalesce(t.trace, '[]') as trace
    from (${linesOfNext(tx, { ...scope, supposing: { plan: then } })}) t
    full join (${linesOfNext(tx, { ...scope, supposing: { plan: now } })}) n on n.kind = t.kind and n.covers_from = t.covers_from
    where coalesce(n.due_pence, t.before_pence) <> coalesce(t.due_pence, n.before_pence)
    order by 1, 2 limit 1000`.execute(tx)
  return rows
}

/** Corrections of what was paid, and what is paid for the first time. */
function linesOfNext(tx: Tx, scope: ForSchedule & { readonly supposing: Supposed }): RawBuilder<unknown> {
  const corrections = [repricedWeekLines(tx, scope), repricedStayLines(tx, scope), repricedPayerLines(tx, scope)].map(
    (lines) => sql`
      select c.kind, c.covers_from, c.to_on, c.before_pence, c.due_pence, c.trace from (${lines}) c where c.due_pence <> c.before_pence`,
  )
  const over = sql`p.covers_from < ${scope.period.startsOn}`
  const first = [
    { lines: pendingWeeks(tx, scope), which: sql`p.kind = 'care'` },
    { lines: pendingStays(tx, scope), which: over },
    { lines: pendingPayers(tx, scope), which: over },
  ].map(
    ({ lines, which }) => sql`
      select p.kind, p.covers_from, p.to_on, 0::bigint as before_pence, p.amount_pence as due_pence, p.trace from (${lines}) p where ${which}`,
  )
  return sql.join([...corrections, ...first], sql` union all `)
}

/** Whether something was recorded or paid of a package for days from this one on: a stay is paid before its nights. */
export async function reachesTo(tx: Tx, packageId: string, fromOn: LocalDate): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from payments.payment_line l
        where l.council_id = ${tx.councilId} and l.package_id = ${packageId}::uuid and l.to_on >= ${fromOn}::date
          and l.from_on >= ${addDays(fromOn, -PAID_AHEAD_DAYS)}::date)
      or exists (select from published.week w where w.council_id = ${tx.councilId} and w.package_id = ${packageId}::uuid
        and w.week_start >= ${fromOn}::date) as found`.execute(tx)
  return rows[0]?.found ?? false
}
