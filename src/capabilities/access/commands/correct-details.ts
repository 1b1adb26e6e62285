import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { changedDetails, detailWords, type Detail, type PersonDetails } from '../rules/person-details.ts'
import { recordEvent } from '../store/accounts.ts'
import { forgetKnownBrowsers } from '../store/known-browsers.ts'
import { findPhone, isAddressTaken, saveAccountDetails, savePlaceDetails } from '../store/person-details.ts'
import { getPlace, lockPlace, passGate, type PlaceRow } from '../store/places.ts'
import { shutOut, worksElsewhere } from '../store/stopping.ts'
import { mailThrough, tellOwner } from '../store/tell-owner.ts'
import { takesAddress } from './admit-person.ts'
import { mailSetUpLink } from './invite.ts'

export type DetailsRefusal = {
  readonly code: 'yourself' | 'place-ended' | 'address-taken' | 'works-elsewhere' | 'domain-not-allowed'
}
type Correcting = {
  readonly membershipId: string
  readonly version: number
  readonly details: PersonDetails
  readonly origin: string
}

/** The council mends what whoever invited somebody got wrong. Nobody corrects themself: a name signs agreements. */
export async function correctDetails(
  work: Work,
  { membershipId, version, details, origin }: Correcting,
): Promise<Outcome<true, DetailsRefusal | { readonly code: 'changed' }>> {
  const { providerId } = await getPlace(work.tx, membershipId)
  const place = await lockPlace(work.tx, { membershipId, providerId })
  if (place.rowVersion !== version) return refused({ code: 'changed' })
  return applyDetails(work, place, { details, origin })
}

type Requested = {
  readonly membershipId: string
  readonly providerId: string
  readonly corrects: readonly Detail[]
  readonly wanted: PersonDetails
  readonly origin: string
}

/** What an organisation asked to have corrected, and nothing that changed otherwise since. */
export async function applyCorrections(
  work: Work,
  { corrects, wanted, origin, ...whose }: Requested,
): Promise<Outcome<true, DetailsRefusal>> {
  if (corrects.length === 0) return done(true)
  const place = await lockPlace(work.tx, whose)
  const corrections = Object.fromEntries(corrects.map((detail) => [detail, wanted[detail]]))
  return applyDetails(work, place, { details: { ...(await detailsOf(work, place)), ...corrections }, origin })
}

type Applying = { readonly details: PersonDetails; readonly origin: string }

/** On a place that is locked: on the council's own page, and where it approves a request. */
export async function applyDetails(
  work: Work,
  place: PlaceRow,
  { details, origin }: Applying,
): Promise<Outcome<true, DetailsRefusal>> {
  if (place.accountId === work.accountId) return refused({ code: 'yourself' })
  if (place.endsOn !== null && place.endsOn <= work.today) return refused({ code: 'place-ended' })
  const before = await detailsOf(work, place)
  const what = changedDetails(before, details)
  if (what.length === 0) return done(true)
  const against = await whyNot(work, place, { details, what })
  if (against !== undefined) return refused({ code: against })
  await savePlaceDetails(work.tx, place, details)
  await changeAccount(work, place, { before, details, what, origin })
  await work.audit(
    'people.details-changed',
    { type: 'membership', id: place.membershipId },
    { what, ...(what.includes('email') && { from: before.email, to: details.email }) },
  )
  return done(true)
}

async function detailsOf(work: Work, place: PlaceRow): Promise<PersonDetails> {
  const { name, email, jobTitle, address } = place
  return { name, email, jobTitle, address, phone: await atGate(work, () => findPhone(work.tx, place.accountId)) }
}

type Changing = { readonly details: PersonDetails; readonly what: readonly Detail[] }

async function whyNot(
  work: Work,
  { providerId, accountId }: PlaceRow,
  { details: { email }, what }: Changing,
): Promise<DetailsRefusal['code'] | undefined> {
  const { tx, today } = work
  if (!what.includes('email') && !what.includes('phone')) return undefined
  if (what.includes('email') && providerId !== null && !(await takesAddress(work, email))) return 'domain-not-allowed'
  return atGate(work, async () => {
    if (await worksElsewhere(tx, { accountId, councilId: tx.councilId, today })) return 'works-elsewhere'
    return (await isAddressTaken(tx, { accountId, email })) ? 'address-taken' : undefined
  })
}

type Account = Changing & { readonly before: PersonDetails; readonly origin: string }

/** With another address to sign in with, whoever had the old one is out, and both addresses hear of it. */
async function changeAccount(work: Work, { accountId }: PlaceRow, change: Account): Promise<void> {
  const { tx, now, today } = work
  const { before, details, what, origin } = change
  const { councilId } = tx
  const moved = what.includes('email')
  const invited = await atGate(work, async () => {
    if (await worksElsewhere(tx, { accountId, councilId, today })) return false
    const account = await saveAccountDetails(tx, accountId, details)
    await recordEvent(tx, now, { accountId, kind: 'details-changed' })
    const news = { subject: 'Your details in Provider Portal were changed', body: bodyOf(what), now }
    await tellOwner(tx, { ...news, accountId, today })
    if (!moved) return false
    await mailThrough(tx, { ...news, councilId, recipient: before.email })
    await shutOut(tx, { accountId, now })
    await forgetKnownBrowsers(tx, accountId)
    return account.invited
  })
  if (moved && invited) await mailSetUpLink(work, { accountId, email: details.email, origin })
}

function bodyOf(what: readonly Detail[]): string {
  const names = what.map((detail) => detailWords[detail].toLowerCase()).join(', ')
  const moved = what.includes('email') ? ['From now on you sign in with the new email address.'] : []
  return [`The council changed: ${names}.`, ...moved, 'If something is wrong, tell the council.'].join('\n\n')
}

function atGate<T>({ tx, actor }: Work, use: () => Promise<T>): Promise<T> {
  return passGate({ tx, role: actor.scope.role }, use)
}
