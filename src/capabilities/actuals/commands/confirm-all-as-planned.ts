import type { LocalDate } from '../../../core/dates.ts'
import { done } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { confirmReady } from '../store/as-planned.ts'
import type { WeekSource } from '../store/weeks.ts'

export type ConfirmAllAsPlanned = {
  readonly serviceId: string
  readonly weekStart: LocalDate
  readonly source?: WeekSource
}

/** Everything that is open and not yet recorded in one week of one service was delivered as planned. */
export async function confirmAllAsPlanned(
  work: Work,
  { serviceId, weekStart, source = 'screen' }: ConfirmAllAsPlanned,
): Promise<Outcome<{ readonly confirmed: number }, never>> {
  const { tx, today, now, accountId, actor } = work
  const stamp = { by: accountId, name: actor.name, at: now, source }
  const confirmed = await confirmReady(tx, { serviceId, weekStart, today }, stamp)
  if (confirmed > 0)
    await work.audit(
      'actuals.confirmed-as-planned',
      { type: 'service-week', id: `${serviceId}/${weekStart}` },
      { confirmed },
    )
  return done({ confirmed })
}
