import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { careStaffOf } from './care-staff.ts'
import {
  findPackageOf,
  getMissingCare,
  recordAnswer,
  recordMissingCare,
  recordTakenBack,
  type NewMissingCare,
} from '../store/missing-care.ts'

/** An answer is promised within so many working days: care goes on meanwhile, and cannot be claimed. */
export const DAYS_TO_ANSWER = 5

export async function raiseMissingCare(work: Work, care: NewMissingCare): Promise<Outcome<{ id: string }, never>> {
  const dueOn = addWorkingDays(work.today, DAYS_TO_ANSWER)
  const id = await recordMissingCare(work.tx, care, {
    dueOn,
    by: work.accountId,
    name: work.actor.name,
    at: work.now,
  })
  await work.audit('missing-care.raised', { type: 'missing-care', id }, { dueOn, beganOn: care.beganOn })
  await notify(work, {
    event: 'missing-care.waiting',
    to: { kind: 'staff', roles: ['brokerage'] },
    text: 'A provider says that it delivers care that has no package.',
    href: `/council/missing-care/${id}`,
    key: `missing-care:${id}`,
  })
  return done({ id })
}

type Shown = { readonly id: string; readonly version: number }
export type AnswerMissingCare = Shown & {
  readonly answer: string
  /** The package that it is under now; without one it is refused. */
  readonly packageReference: string | undefined
}
export type MissingCareRefusal = { readonly code: 'changed' | 'unknown-package' }

export async function answerMissingCare(
  work: Work,
  { id, version, answer, packageReference }: AnswerMissingCare,
): Promise<Outcome<null, MissingCareRefusal>> {
  const care = await getMissingCare(work.tx, { providerId: undefined }, id)
  const found =
    packageReference === undefined ? undefined : await findPackageOf(work.tx, care.providerId, packageReference)
  if (packageReference !== undefined && found === undefined) return refused({ code: 'unknown-package' })
  const status = found === undefined ? 'refused' : 'placed'
  const by = { by: work.actor.name, at: work.now }
  const kept = await recordAnswer(work.tx, { id, version }, { status, packageId: found?.id ?? null, answer, ...by })
  if (!kept) return refused({ code: 'changed' })
  await work.audit(`missing-care.${status}`, { type: 'missing-care', id }, { package: packageReference ?? null })
  await notify(work, {
    event: 'missing-care.answered',
    to: careStaffOf(care),
    text: 'The council has answered about care that you deliver without a package.',
    href: `/provider/missing-care/${id}`,
    key: `missing-care-answered:${id}`,
  })
  return done(null)
}

export async function takeBackMissingCare(work: Work, shown: Shown): Promise<Outcome<null, MissingCareRefusal>> {
  if (!(await recordTakenBack(work.tx, shown))) return refused({ code: 'changed' })
  await work.audit('missing-care.withdrawn', { type: 'missing-care', id: shown.id })
  return done(null)
}
