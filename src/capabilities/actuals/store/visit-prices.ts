import { sql } from 'kysely'
import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { visitPricesOf } from '../../../core/visit-prices.ts'
import type { CalendarDay, SaidVisitPrices, VisitTable } from '../../../core/visit-prices.ts'
import type { Tx } from '../../../platform/db/tx.ts'

type Priced = readonly [tables: ReadonlyMap<string, readonly VisitTable[]>, calendar: readonly CalendarDay[]]

/** What the price book says about visits in one week, by line, and the days of the council's calendar; a night goes beyond. */
export async function listVisitPrices(tx: Tx, weekStart: LocalDate): Promise<Priced> {
  const [tables, calendar] = await Promise.all([
    tx
      .selectFrom('published.visit_price')
      .select([
        'rate_line_id as rateLineId',
        sql<LocalDate>`coalesce(lower(valid), '0001-01-01')`.as('from'),
        sql<LocalDate>`coalesce(upper(valid), '9999-12-31')`.as('until'),
        'split',
        sql<SaidVisitPrices['fixed']>`fixed`.as('fixed'),
        sql<SaidVisitPrices['bands']>`bands`.as('bands'),
      ])
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where(sql<boolean>`valid && daterange(${weekStart}::date, ${addDays(weekStart, 7)}::date)`)
      .execute(),
    tx
      .selectFrom('published.calendar_day')
      .select(['day', sql<CalendarDay['kind']>`kind`.as('kind')])
      .where('council_id', '=', tx.councilId)
      .where('day', '>=', weekStart)
      .where('day', '<=', addDays(weekStart, 8))
      .execute(),
  ])
  const rows = tables.map(({ rateLineId, from, until, ...said }) => ({
    rateLineId,
    table: { from, until, ...visitPricesOf(said) },
  }))
  const byLine = Map.groupBy(rows, ({ rateLineId }) => rateLineId)
  return [new Map([...byLine].map(([line, own]) => [line, own.map(({ table }) => table)])), calendar]
}
