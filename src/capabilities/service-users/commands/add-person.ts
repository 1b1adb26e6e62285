import { randomInt } from 'node:crypto'
import { parseNhsNumber } from '../../../core/nhs-number.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { mintReference } from '../../../core/reference.ts'
import type { Work } from '../../../platform/work.ts'
import { personFaults, type NewPerson, type PersonFault } from '../rules/new-person.ts'
import { findByNhsNumber, keepServedApart, recordPerson, recordServed, type Place } from '../store/people.ts'
import { lockPerson } from '../store/restricted.ts'

export type AddRefusal =
  | { readonly code: 'faulty'; readonly faults: readonly PersonFault[] }
  | { readonly code: 'reference-taken' }
  | { readonly code: 'nhs-number-taken'; readonly reference: string }

/** Somebody for whom no care was commissioned before. */
export async function addPerson(work: Work, person: NewPerson): Promise<Outcome<{ id: string }, AddRefusal>> {
  const { tx, today } = work
  const faults = personFaults(person, today)
  if (faults.length > 0) return refused({ code: 'faulty', faults })
  const nhsNumber = parseNhsNumber(person.nhsNumber) ?? null
  const other = nhsNumber === null ? undefined : await findByNhsNumber(tx, nhsNumber)
  if (other !== undefined) return refused({ code: 'nhs-number-taken', reference: other })
  const reference = person.reference === '' ? mintReference('P', (below) => randomInt(below)) : person.reference
  const id = await recordPerson(tx, { ...person, nhsNumber, reference })
  if (id === undefined) return refused({ code: 'reference-taken' })
  await work.audit('person.added', { type: 'person', id }, { reference })
  return done({ id })
}

/** Part of commissioning: the service may know of the person whom it will serve. */
export async function servePerson(work: Work, personId: string, place: Place): Promise<void> {
  const { restricted } = await lockPerson(work.tx, personId)
  await recordServed(work.tx, personId, place)
  if (restricted) await keepServedApart(work.tx, personId, place.providerId, work.now)
}
