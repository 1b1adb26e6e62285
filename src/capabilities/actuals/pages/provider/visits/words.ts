import type { CountedVisit, VisitOutcome } from '../../../rules/timetable.ts'

type Item<V extends string> = { readonly value: V; readonly text: string }

/** What a visit that did not take place is called. */
export const whyItems = [
  { value: 'missed', text: 'Missed by us' },
  { value: 'frustrated', text: 'Frustrated by the person' },
] as const satisfies readonly Item<VisitOutcome>[]

export const outcomeItems: readonly Item<VisitOutcome>[] = [{ value: 'delivered', text: 'It took place' }, ...whyItems]

/** '30 minutes', or what was logged and what is paid of it. */
export function paidWords({ outcome, planned, carers, logged, paid }: CountedVisit): string {
  if (outcome === 'missed') return '0 minutes'
  const each = carers === 1 ? '' : ` × ${String(carers)}`
  if (outcome === 'frustrated') return `${String(planned?.minutes ?? paid)} minutes${each}, frustrated`
  return logged === paid
    ? `${String(paid)} minutes${each}`
    : `${String(paid)} minutes${each} of ${String(logged)} logged`
}

/** How a visit of the timetable departs from its plan, in a word; undefined when it does not. */
export function differenceWords({ outcome, planned, day, startsAt, paid, carers }: CountedVisit): string | undefined {
  if (outcome === 'missed') return 'Missed'
  if (outcome === 'frustrated') return 'Frustrated'
  if (planned === undefined) return undefined
  if (paid !== planned.minutes) return paid < planned.minutes ? 'Shorter' : 'Longer'
  if (carers !== planned.carers) return carers < planned.carers ? 'Fewer carers' : 'More carers'
  return day === planned.day && startsAt === planned.startsAt ? undefined : 'Moved'
}
