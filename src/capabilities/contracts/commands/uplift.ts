import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import {
  decideUplift as judgeDecision,
  submitUplift as judgeSubmission,
  undoUplift as judgeUndo,
  type ApproveRefusal,
  type SubmitRefusal,
  type UndoRefusal,
} from '../rules/uplift.ts'
import { applyPrices, lockPrices, undoPrices } from '../store/apply-prices.ts'
import {
  hasLaterPrice,
  hasPaymentSince,
  havePricesMoved,
  recordLetters,
  recordSubmission,
  recordUndo,
  recordUpliftChanges,
  recordUpliftDecision,
} from '../store/settle-uplift.ts'
import { hasLaterVisitPrice, raiseVisitPrices, undoVisitPrices } from '../store/raise-visit-prices.ts'
import { hasLaterBlock, haveBlocksMoved, raiseBlocks, undoBlocks } from '../store/raise-blocks.ts'
import { simulateUplift } from '../store/simulate-uplift.ts'
import { listOutcomes, lockUplift } from '../store/uplifts.ts'
import type { UpliftFollowers } from './followers.ts'
import { tellApprovers } from './tell-of-changes.ts'
import { queueLetters } from './tell-letters.ts'

type DraftRefusal = { readonly code: 'not-a-draft' }

/** Works out, on the year before, what the rules as they are now would do. */
export async function simulate(work: Work, upliftId: string): Promise<Outcome<null, DraftRefusal>> {
  const uplift = await lockUplift(work.tx, upliftId)
  if (uplift.status !== 'draft') return refused({ code: 'not-a-draft' })
  await simulateUplift(work.tx, upliftId, work)
  await work.audit('uplift.simulated', { type: 'uplift', id: upliftId })
  return done(null)
}

export type SubmitUplift = {
  readonly upliftId: string
  readonly shownVersion: number
  readonly outliersSeen: number | undefined
  readonly outliersReason: string
}

/** Sends exactly what was simulated to a second person. */
export async function submitUplift(work: Work, input: SubmitUplift): Promise<Outcome<null, SubmitRefusal>> {
  const { tx, accountId, actor } = work
  const uplift = await lockUplift(tx, input.upliftId)
  const outcomes = await listOutcomes(tx, input.upliftId)
  const { lines = 0, outliers = 0 } = outcomes.find(({ outcome }) => outcome === 'changes') ?? {}
  const facts = { ...uplift, simulated: uplift.simulatedAt !== null, changes: lines, outliers }
  const judged = judgeSubmission(facts, input)
  if (!judged.ok) return judged
  await recordSubmission(tx, input.upliftId, { by: accountId, name: actor.name, reason: input.outliersReason.trim() })
  await work.audit('uplift.submitted', { type: 'uplift', id: input.upliftId }, { lines, outliers })
  await tellApprovers(work, { what: 'uplift', id: input.upliftId, href: `/council/uplifts/${input.upliftId}` })
  return done(null)
}

export type DecideUplift = {
  readonly upliftId: string
  readonly shownVersion: number
  readonly decision: { readonly kind: 'approve' | 'refuse'; readonly note: string }
}

/** The second person: every price, every letter, the order for new agreements and the record of them, or nothing. */
export async function decideUplift(
  work: Work,
  { upliftId, shownVersion, decision }: DecideUplift,
  followers: UpliftFollowers,
): Promise<Outcome<'applied' | 'refused', ApproveRefusal>> {
  const { tx, accountId, actor, now, today } = work
  await lockPrices(tx)
  const uplift = await lockUplift(tx, upliftId)
  const judged = judgeDecision(uplift, decision, { by: accountId, shownVersion })
  if (!judged.ok) return judged
  const status = judged.value
  if (status === 'applied' && ((await havePricesMoved(tx, upliftId)) || (await haveBlocksMoved(tx, upliftId))))
    return refused({ code: 'prices-moved' })
  const note = decision.note.trim()
  await recordUpliftDecision(tx, upliftId, { status, note, by: accountId, name: actor.name, at: now })
  if (status === 'refused') {
    await work.audit('uplift.refused', { type: 'uplift', id: upliftId }, { note })
    return done(status)
  }
  const prices = await recordUpliftChanges(tx, upliftId)
  await applyPrices(tx, { upliftId }, today)
  await raiseVisitPrices(tx, upliftId, today)
  await raiseBlocks(tx, upliftId)
  const told = await recordLetters(tx, upliftId, now)
  await queueLetters(work, upliftId, 'sent')
  if (uplift.renewsAgreements) await followers.renew(work, { id: upliftId, name: uplift.name })
  await work.audit('uplift.applied', { type: 'uplift', id: upliftId }, { prices, providers: told.length })
  return done(status)
}

async function haveChangedSince(tx: Work['tx'], upliftId: string): Promise<boolean> {
  for (const has of [hasLaterPrice, hasLaterVisitPrice, hasLaterBlock]) if (await has(tx, upliftId)) return true
  return false
}

export type UndoUplift = { readonly upliftId: string; readonly shownVersion: number; readonly reason: string }

/** Puts every price back and withdraws what followed, as one batch, until the first payment line was made with one of them. */
export async function undoUplift(
  work: Work,
  { upliftId, shownVersion, reason }: UndoUplift,
  followers: UpliftFollowers,
): Promise<Outcome<null, UndoRefusal>> {
  const { tx, accountId, actor, now, today } = work
  await lockPrices(tx)
  const uplift = await lockUplift(tx, upliftId)
  const facts = {
    ...uplift,
    hasPayment: await hasPaymentSince(tx, upliftId),
    hasLaterPrice: await haveChangedSince(tx, upliftId),
  }
  const judged = judgeUndo(facts, { shownVersion, reason })
  if (!judged.ok) return judged
  await undoPrices(tx, { upliftId }, today)
  await undoVisitPrices(tx, upliftId, today)
  await undoBlocks(tx, upliftId)
  await recordUndo(tx, upliftId, { by: accountId, name: actor.name, at: now, reason: reason.trim() })
  await followers.withdraw(work, { id: upliftId, reason: reason.trim() })
  await queueLetters(work, upliftId, 'withdrawn')
  await work.audit('uplift.undone', { type: 'uplift', id: upliftId }, { reason: reason.trim() })
  return done(null)
}
