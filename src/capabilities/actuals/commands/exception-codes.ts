import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeCode, type CodeRefusal } from '../rules/exception-code.ts'
import { judgeEnd, type ReasonRefusal } from '../rules/reason.ts'
import { addExceptionCode, endExceptionCode, listExceptionCodes, lockExceptionCode } from '../store/exception-codes.ts'

export type OfferCode = { readonly code: string; readonly label: string; readonly startsOn: LocalDate }

/** Visits of the day or later may say it. With the first code of a list, every other is refused. */
export async function offerExceptionCode(
  work: Work,
  { code, label, startsOn }: OfferCode,
): Promise<Outcome<string, CodeRefusal>> {
  const { tx, actor, now } = work
  const inUse = (await listExceptionCodes(tx)).filter(({ endsOn }) => endsOn === null).length
  const judged = judgeCode({ code, label }, inUse)
  if (!judged.ok) return judged
  if (!(await addExceptionCode(tx, { ...judged.value, startsOn, name: actor.name, at: now })))
    return refused({ code: 'taken' })
  const said = judged.value.code
  await work.audit(
    'actuals.exception-code-offered',
    { type: 'exception-code', id: said },
    { ...judged.value, startsOn },
  )
  return done(said)
}

export type StopCode = { readonly code: string; readonly endsOn: LocalDate }

export async function stopExceptionCode(
  work: Work,
  { code, endsOn }: StopCode,
): Promise<Outcome<LocalDate, ReasonRefusal>> {
  const { tx, actor, now } = work
  const judged = judgeEnd(await lockExceptionCode(tx, code), endsOn)
  if (!judged.ok) return judged
  await endExceptionCode(tx, code, { endsOn, name: actor.name, at: now })
  await work.audit('actuals.exception-code-ended', { type: 'exception-code', id: code }, { endsOn })
  return done(endsOn)
}
