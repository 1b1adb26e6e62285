import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { idIn, LONGEST_HOLD_REASON, type HeldKind } from '../rules/retention.ts'
import { getDocument } from '../store/documents.ts'
import { findHeld, recordHold, recordLifting, type Held } from '../store/holds.ts'
import { sideOf } from './filer.ts'

const byOf = ({ accountId, actor, now }: Work) => ({ accountId, name: actor.name, at: now })

export type HoldRefusal = { readonly code: 'reason-missing' | 'reason-too-long' }
type PlaceHold = { readonly documentId: string; readonly wholePerson: boolean; readonly reason: string }

/** For a complaint, a claim or an inquiry: nothing that it covers is disposed of until somebody lifts it. */
export async function placeHold(work: Work, wanted: PlaceHold): Promise<Outcome<string, HoldRefusal>> {
  const { tx, accountId, now } = work
  const reader = { providerId: undefined, accountId, side: sideOf(work), now }
  const { id, personId } = await getDocument(tx, reader, wanted.documentId)
  const reason = judgeReason(wanted.reason)
  if (!reason.ok) return reason
  const held = wanted.wholePerson ? { personId } : { personId, documentId: id }
  const holdId = await recordHold(tx, { held, reason: reason.value }, byOf(work))
  const details = { hold: holdId, covers: wanted.wholePerson ? 'person' : 'document', reason: reason.value }
  await work.audit('document.held', { type: 'document', id }, details)
  return done(id)
}

export type HoldThingRefusal = HoldRefusal | { readonly code: 'nothing-named' | 'not-found' }
type HoldThing = { readonly kind: HeldKind; readonly typed: string; readonly reason: string }

/** What has no document of its own to be held on: all about a person, the files of a conversation, the scans of an agreement. */
export async function holdThing(
  work: Work,
  { kind, typed, reason: given }: HoldThing,
): Promise<Outcome<null, HoldThingRefusal>> {
  if (typed.trim() === '') return refused({ code: 'nothing-named' })
  const named = kind === 'conversation' ? idIn(typed) : typed.trim()
  const held = named === undefined ? undefined : await findHeld(work.tx, kind, named)
  if (held === undefined) return refused({ code: 'not-found' })
  const reason = judgeReason(given)
  if (!reason.ok) return reason
  const id = await recordHold(work.tx, { held, reason: reason.value }, byOf(work))
  await work.audit('document.held', { type: kind, id: idOf(held) }, { hold: id, covers: kind, reason: reason.value })
  return done(null)
}

function idOf(held: Held): string {
  if ('personId' in held) return held.personId
  return 'conversationId' in held ? held.conversationId : held.agreementId
}

function judgeReason(typed: string): Outcome<string, HoldRefusal> {
  const reason = typed.trim()
  if (reason === '') return refused({ code: 'reason-missing' })
  return reason.length > LONGEST_HOLD_REASON ? refused({ code: 'reason-too-long' }) : done(reason)
}

export async function liftHold(work: Work, id: string): Promise<Outcome<null, { readonly code: 'already-lifted' }>> {
  const lifted = await recordLifting(work.tx, id, byOf(work))
  if (lifted === undefined) return refused({ code: 'already-lifted' })
  await work.audit('document.hold-lifted', { type: 'hold', id }, { reason: lifted.reason })
  return done(null)
}
