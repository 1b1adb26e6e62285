import { daysBetween } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { londonToday } from '../../../../platform/clock.ts'
import type { PlaceRefusal } from '../../commands/place-visit.ts'
import type { VisitsFileRefusal } from '../../commands/receive-visits.ts'
import type { VisitRowFault } from '../../rules/visit-row.ts'
import type { WaitingVisit } from '../../store/visits.ts'

export const whyWords: Readonly<Record<NonNullable<WaitingVisit['why']>, string>> = {
  'no-package': 'No care package of this person on that day takes visits',
  'no-time': 'No visit is planned near that time',
  several: 'More than one care package fits alike',
}

const faultWords: Readonly<Record<VisitRowFault['code'], string>> = {
  R01: 'This care package is not one of yours',
  R02: 'The person is not the one of the care package',
  R05: 'The same visit reference is in the file more than once',
  R09: 'The day is after the person’s death',
  R20: 'This cannot be read. Dates are like 2025-03-31, times like 08:30, lengths are minutes',
  R27: 'The day has not come yet',
  R40: 'No carer with this reference. Send the carers file first',
  R41: 'The carer is on another visit at that time',
  R42: 'The end is not after the start, or the visit is longer than 16 hours',
  R43: 'A visit that was logged by hand needs an exception code',
}

export function rowFaultWords({ code }: Pick<VisitRowFault, 'code'>): string {
  return faultWords[code]
}

export function fileWords({ code, missing }: VisitsFileRefusal): string {
  switch (code) {
    case 'F01':
      return 'The file cannot be read. Send a CSV, XLSX or ODS file'
    case 'F03':
      return `The file has no column for ${missing.join(', ')}`
    case 'F07':
      return 'The file has more than 20,000 rows. Send it in parts'
    case 'F08':
      return 'The file has formulas. Save it with their values and send it again'
    case 'narrow':
      return 'Only somebody who sees all services of your organisation can send files of visits'
  }
}

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
