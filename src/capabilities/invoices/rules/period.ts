import type { LocalDate } from '../../../core/dates.ts'

type Period = {
  readonly periodFrom: LocalDate
  readonly submitBy: Date
  /** The next last moment of the same calendar, if it goes that far. */
  readonly nextSubmitBy: Date | null
}

/** Whether a period can be invoiced, and if not in the usual way, why and from or until when. */
export type PeriodStanding =
  | { readonly kind: 'open' }
  | { readonly kind: 'not-begun'; readonly opensOn: LocalDate }
  /** Nothing is lost: what is claimed now is paid with a later run. */
  | { readonly kind: 'over'; readonly submitBy: Date; readonly nextSubmitBy: Date | null }

export function periodStanding(
  { periodFrom, submitBy, nextSubmitBy }: Period,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): PeriodStanding {
  if (periodFrom > today) return { kind: 'not-begun', opensOn: periodFrom }
  return submitBy < now ? { kind: 'over', submitBy, nextSubmitBy } : { kind: 'open' }
}
