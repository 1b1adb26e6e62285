import { sql } from 'kysely'
import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { pricePayers } from './price-payers.ts'
import { correctStays, priceStays } from './price-stays.ts'
import { priceWeeks } from './price-weeks.ts'
import type { Priced, PricingScope } from './pricing-scope.ts'

/** How far back late weeks and corrections are looked for: a year covers every claim limit in use. */
const LOOK_BACK_DAYS = 364

export function lookBackFrom(periodStart: LocalDate): LocalDate {
  return addDays(periodStart, -LOOK_BACK_DAYS)
}

/**
 * For statements over whole tables. The planner takes a range that holds a day for a rare thing and would look rows up
 * one by one, ten times slower; compiling such a statement costs more than it saves.
 */
export async function planForSets(tx: Tx): Promise<void> {
  for (const setting of ['enable_nestloop = off', 'jit = off', "work_mem = '64MB'"])
    await sql`set local ${sql.raw(setting)}`.execute(tx)
}

type OnStep = (step: 'weeks' | 'stays' | 'corrections') => Promise<void>

/**
 * Writes the payment lines that are due and not written yet, in the database and not row by row. Asked again, it adds
 * nothing: a line stands for its week or nights until they change.
 */
export async function priceLines(tx: Tx, scope: PricingScope, onStep?: OnStep): Promise<Priced> {
  await onStep?.('weeks')
  const weeks = await priceWeeks(tx, scope)
  await onStep?.('stays')
  const stays = await priceStays(tx, scope)
  await onStep?.('corrections')
  const parts = [weeks, stays, await correctStays(tx, scope), await pricePayers(tx, scope)]
  return {
    lines: parts.reduce((total, { lines }) => total + lines, 0),
    pence: parts.reduce((total, { pence }) => total + pence, 0n),
  }
}
