import { isAfter, isBefore, localDate, type LocalDate } from '../../../core/dates.ts'
import { parseNhsNumber } from '../../../core/nhs-number.ts'

export type NewPerson = {
  readonly givenName: string
  readonly familyName: string
  readonly bornOn: LocalDate | null
  /** As it was typed; empty where it is not known. */
  readonly nhsNumber: string
  /** The council’s own; empty to have one made. */
  readonly reference: string
}
export type PersonFault = 'name-missing' | 'family-name-missing' | 'born-in-future' | 'born-too-early' | 'nhs-number'

const EARLIEST = localDate('1900-01-01')

export function personFaults(person: NewPerson, today: LocalDate): readonly PersonFault[] {
  const { givenName, familyName, bornOn, nhsNumber } = person
  const faults: readonly (readonly [boolean, PersonFault])[] = [
    [givenName === '', 'name-missing'],
    [familyName === '', 'family-name-missing'],
    [bornOn !== null && isAfter(bornOn, today), 'born-in-future'],
    [bornOn !== null && isBefore(bornOn, EARLIEST), 'born-too-early'],
    [nhsNumber !== '' && parseNhsNumber(nhsNumber) === undefined, 'nhs-number'],
  ]
  return faults.flatMap(([isFault, code]) => (isFault ? [code] : []))
}
