import { daysBetween } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Rounding } from '../../../../core/visit-minutes.ts'
import { londonToday } from '../../../../platform/clock.ts'
import type { PlaceRefusal } from '../../commands/place-visit.ts'

export const placeWords: Readonly<Record<PlaceRefusal['code'], string>> = {
  decided: 'Somebody has decided about this visit since you opened the page',
  'not-a-package': 'Choose a care package of this person that was in force on that day',
  'reason-missing': 'Enter why the visit is not claimed',
  'week-shut': 'The week of this visit is closed. Say why it is amended, and place the visit again',
}

export function ageWords(receivedAt: Date, today: LocalDate): string {
  const days = daysBetween(londonToday(receivedAt), today)
  return days === 0 ? 'Today' : days === 1 ? '1 day' : `${String(days)} days`
}

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
