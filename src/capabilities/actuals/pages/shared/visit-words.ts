import { daysBetween } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { londonToday } from '../../../../platform/clock.ts'
import type { PlaceRefusal } from '../../commands/place-visit.ts'

export const placeWords: Readonly<Record<PlaceRefusal['code'], string>> = {
  decided: 'Somebody has decided about this visit since you opened the page',
  'not-a-package': 'Choose a care package of this person that was in force on that day',
  'reason-missing': 'Enter why the visit is not claimed',
  'week-shut': 'The week of this visit cannot be changed any more. Ask the council for an adjustment',
}

export function ageWords(receivedAt: Date, today: LocalDate): string {
  const days = daysBetween(londonToday(receivedAt), today)
  return days === 0 ? 'Today' : days === 1 ? '1 day' : `${String(days)} days`
}
