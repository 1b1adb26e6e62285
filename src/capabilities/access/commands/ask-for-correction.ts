import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { mayMove } from '../rules/contact-request.ts'
import { changedDetails, type PersonDetails } from '../rules/person-details.ts'
import { lockRequest, saveDetails } from '../store/contact-requests.ts'
import { noteCorrections } from '../store/person-details.ts'
import { getColleague } from '../store/places.ts'
import { takesAddress } from './admit-person.ts'

type Correcting = { readonly id: string; readonly details: PersonDetails; readonly note: string }

/** In a draft of a change. A telephone is never shown to the organisation, so none typed means that it stays. */
export async function askForCorrection(
  work: Work,
  { id, details, note }: Correcting,
): Promise<Outcome<true, { readonly code: 'not-open' | 'domain-not-allowed' }>> {
  const { tx } = work
  const request = await lockRequest(tx, { providerId: tx.providerId }, id)
  if (request.membershipId === null) throw new NotFound('change')
  if (!mayMove(request.status, 'edit')) return refused({ code: 'not-open' })
  const { name, email, jobTitle, address } = await getColleague(tx, request.membershipId)
  const corrects = changedDetails({ name, email: email.toLowerCase(), jobTitle, address, phone: '' }, details)
  if (corrects.includes('email') && !(await takesAddress(work, details.email)))
    return refused({ code: 'domain-not-allowed' })
  await saveDetails(tx, id, { ...details, givenName: details.name, familyName: '', note })
  await noteCorrections(tx, { id, corrects })
  return done(true)
}
