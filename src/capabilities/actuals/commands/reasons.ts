import { addDays, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { commonReasons, judgeEnd, judgeReason, type ReasonRefusal } from '../rules/reason.ts'
import { addReason, countReasons, endReason, lockReason } from '../store/reasons.ts'

export type OfferReason = { readonly label: string; readonly startsOn: LocalDate }

/** Providers may choose it for weeks that begin on the day or later. */
export async function offerReason(
  work: Work,
  { label, startsOn }: OfferReason,
): Promise<Outcome<string, ReasonRefusal>> {
  const { tx, actor, now } = work
  const judged = judgeReason(label, await countReasons(tx))
  if (!judged.ok) return judged
  const { code } = judged.value
  if (!(await addReason(tx, { ...judged.value, startsOn, name: actor.name, at: now })))
    return refused({ code: 'taken' })
  await work.audit('actuals.reason-offered', { type: 'reason', id: code }, { label: judged.value.label, startsOn })
  return done(code)
}

/** What most councils ask for, so that nobody begins with an empty list. Weeks of the last two months can use it. */
export async function offerCommonReasons(work: Work): Promise<Outcome<number, ReasonRefusal>> {
  const startsOn = addDays(work.today, -63)
  let added = 0
  for (const label of commonReasons) {
    const outcome = await offerReason(work, { label, startsOn })
    if (outcome.ok) added += 1
    else if (outcome.refusal.code !== 'taken') return outcome
  }
  return done(added)
}

export type StopReason = { readonly code: string; readonly endsOn: LocalDate }

export async function stopReason(work: Work, { code, endsOn }: StopReason): Promise<Outcome<LocalDate, ReasonRefusal>> {
  const { tx, actor, now } = work
  const judged = judgeEnd(await lockReason(tx, code), endsOn)
  if (!judged.ok) return judged
  await endReason(tx, code, { endsOn, name: actor.name, at: now })
  await work.audit('actuals.reason-ended', { type: 'reason', id: code }, { endsOn })
  return done(endsOn)
}
