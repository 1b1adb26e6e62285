import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { LiftRefusal, NameRefusal, RestrictRefusal } from '../rules/restricted.ts'
import {
  addNeed,
  endAllNeeds,
  endNeed,
  listCandidates,
  recordLifting,
  recordRestriction,
} from '../store/need-to-know.ts'
import { findByReference, hidePerson, lockPerson, showPerson } from '../store/restricted.ts'

/** From now on everybody reads the mask, on both faces, whatever they hold. */
export async function restrictPerson(
  work: Work,
  { reference, reason }: { readonly reference: string; readonly reason: string },
): Promise<Outcome<string, RestrictRefusal>> {
  const { tx, now } = work
  const found = await findByReference(tx, reference.trim())
  if (found === undefined) return refused({ code: 'no-such-person' })
  const person = await lockPerson(tx, found.id)
  if (person.restricted) return refused({ code: 'restricted-already' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  await recordRestriction(tx, {
    personId: found.id,
    reason: reason.trim(),
    by: work.accountId,
    name: work.actor.name,
    at: now,
  })
  await hidePerson(tx, found.id, now)
  await work.audit('restricted-person.restricted', { type: 'person', id: found.id })
  return done(found.id)
}

export async function liftRestriction(
  work: Work,
  { personId, reason }: { readonly personId: string; readonly reason: string },
): Promise<Outcome<true, LiftRefusal>> {
  const { tx, now } = work
  const person = await lockPerson(tx, personId)
  if (!person.restricted) return refused({ code: 'not-restricted' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  await showPerson(tx, personId)
  await endAllNeeds(tx, personId, now)
  await recordLifting(tx, { personId, reason: reason.trim(), by: work.accountId, name: work.actor.name, at: now })
  await work.audit('restricted-person.lifted', { type: 'person', id: personId })
  return done(true)
}

type Naming = { readonly personId: string; readonly email: string; readonly reason: string }

/** Lets somebody open the details until it is taken back. Nobody names themselves. */
export async function nameForPerson(
  work: Work,
  { personId, email, reason }: Naming,
): Promise<Outcome<number, NameRefusal>> {
  const { tx, now, today } = work
  const person = await lockPerson(tx, personId)
  if (!person.restricted) return refused({ code: 'not-restricted' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  const candidates = await listCandidates(tx, { email: email.trim().toLowerCase(), personId, today })
  if (candidates.length === 0) return refused({ code: 'nobody-here' })
  if (candidates.some(({ accountId }) => accountId === work.accountId)) return refused({ code: 'yourself' })
  let named = 0
  for (const { accountId, providerId, name } of candidates) {
    const isNew = await addNeed(tx, {
      ...{ personId, accountId, providerId: providerId ?? undefined, name, kind: 'named', reason: reason.trim() },
      ...{ givenBy: work.accountId, giverName: work.actor.name, at: now, untilAt: null },
    })
    if (isNew) await work.audit('restricted-person.named', { type: 'person', id: personId }, { account: accountId })
    named += Number(isNew)
  }
  return named === 0 ? refused({ code: 'named-already' }) : done(named)
}

export async function takeNameBack(
  work: Work,
  { personId, needId }: { readonly personId: string; readonly needId: string },
): Promise<Outcome<true, never>> {
  await lockPerson(work.tx, personId)
  const account = await endNeed(work.tx, { personId, id: needId, now: work.now })
  await work.audit('restricted-person.name-taken-back', { type: 'person', id: personId }, { account })
  return done(true)
}
