import type { LocalDate } from '../../../../../core/dates.ts'
import type { Pence, Quantity } from '../../../../../core/money.ts'
import { countWeek } from '../../../commands/record-visits.ts'
import { quoteInput, type QuoteWeek } from '../../../rules/quote.ts'
import type { SheetRow } from '../../../rules/sheet-row.ts'
import type { SaidVisit } from '../../../rules/timetable.ts'
import { actualOf } from '../../../rules/week.ts'

/** What the visits come to as they are typed: nothing of it is saved. */
export type WorkedOut = {
  readonly visits: readonly SaidVisit[]
  readonly actual: Quantity
  /** None where the week has no price. */
  readonly amount: Pence | undefined
}

/** As saving them would count and price them. */
export function workOut(
  row: SheetRow,
  visits: readonly SaidVisit[],
  { today, quote }: { readonly today: LocalDate; readonly quote: QuoteWeek },
): WorkedOut {
  const { entry: counted, actualByDay, frustratedByDay, times } = countWeek(row, visits)
  const entry = { ...counted, comment: '' }
  const recordedByDay = actualByDay.flatMap((actual, day) => {
    const frustrated = frustratedByDay[day]
    return frustrated === undefined ? [] : [{ actual, frustrated }]
  })
  const quoted = quote(quoteInput({ ...row, today, entry, recordedByDay, times }))
  return { visits, actual: actualOf(row.planned, entry), amount: quoted.ok ? quoted.value.amount : undefined }
}
