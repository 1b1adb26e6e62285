import type { Rounding } from '../../../../../core/visit-minutes.ts'
import type { CountedVisit } from '../../../rules/timetable.ts'

const rounded: Readonly<Record<Rounding['mode'], (minutes: string) => string>> = {
  none: () => 'Each visit counts to the minute',
  nearest: (minutes) => `Each visit counts to the nearest ${minutes} minutes`,
  down: (minutes) => `Each visit counts in complete units of ${minutes} minutes`,
  up: (minutes) => `Each visit counts in started units of ${minutes} minutes`,
}

/** The rule of the contract, in a sentence. */
export function roundingWords({ mode, increment, capToPlanned }: Rounding): string {
  return `${rounded[mode](String(increment))}${capToPlanned ? ', and never longer than it was planned' : ''}.`
}

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
