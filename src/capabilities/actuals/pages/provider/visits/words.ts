import type { CountedVisit } from '../../../rules/timetable.ts'

/** '30 minutes', or what was logged and what is paid of it. */
export function paidWords({ outcome, planned, carers, logged, paid }: CountedVisit): string {
  if (outcome === 'missed') return '0 minutes'
  const each = carers === 1 ? '' : ` × ${String(carers)}`
  if (outcome === 'frustrated') return `${String(planned?.minutes ?? 0)} minutes${each}, frustrated`
  return logged === paid
    ? `${String(paid)} minutes${each}`
    : `${String(paid)} minutes${each} of ${String(logged)} logged`
}

/** How a visit of the timetable departs from its plan, in a word; undefined when it does not. */
export function differenceWords({ outcome, planned, startsAt, paid, carers }: CountedVisit): string | undefined {
  if (outcome === 'missed') return 'Missed'
  if (outcome === 'frustrated') return 'Frustrated'
  if (planned === undefined) return undefined
  if (paid !== planned.minutes) return paid < planned.minutes ? 'Shorter' : 'Longer'
  if (carers !== planned.carers) return carers < planned.carers ? 'Fewer carers' : 'More carers'
  return startsAt === planned.startsAt ? undefined : 'Moved'
}
