import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { isSameTimetable, planOfVisits, type CarePlan, type PlannedVisit } from '../rules/care-plan.ts'
import type { PlanOn } from '../rules/plan.ts'
import {
  ANSWER_WITHIN_DAYS,
  changeVersions,
  countsFrom,
  faultsOf,
  isAllTooLate,
  type AskedChange,
  type VariationFault,
} from '../rules/variation.ts'
import { careStaffOf } from './care-staff.ts'
import { tellOfCare } from './tell-followers.ts'
import { findAskWithin } from '../store/ask-within.ts'
import { getPackage } from '../store/package.ts'
import { lockPackages } from '../store/recordable.ts'
import {
  counted,
  getVariation,
  recordVariation,
  recordVariationAnswer,
  recordVariationWithdrawn,
  recordVersions,
  type Variation,
} from '../store/variations.ts'

/** Writes an agreement about the package as it stands after the change. Agreements are a later capability. */
export type DraftAgreement = (
  work: Work,
  wanted: { readonly packageIds: readonly string[]; readonly on?: PlanOn },
) => Promise<Outcome<{ readonly agreementId: string }, { readonly code: string }>>

export type AskForVariation = { readonly packageId: string; readonly asked: AskedChange; readonly reason: string }
export type AskRefusal =
  | { readonly code: 'cannot-be-asked'; readonly faults: readonly VariationFault[] }
  | { readonly code: 'one-waits' | 'not-active' | 'all-too-late' }

/** A provider asks the council to change a package; nothing changes until the council decides. */
export async function askForVariation(
  work: Work,
  { packageId, asked, reason }: AskForVariation,
): Promise<Outcome<{ id: string }, AskRefusal>> {
  const care = await getPackage(work.tx, { providerId: work.tx.providerId }, packageId)
  if (care.status !== 'active' && care.status !== 'authorised') return refused({ code: 'not-active' })
  const faults = faultsOf(care, asked, work.today)
  if (faults.length > 0) return refused({ code: 'cannot-be-asked', faults })

  const asking = { askedOn: work.today, within: await findAskWithin(work.tx, work.today) }
  if (isAllTooLate(care, asked, asking)) return refused({ code: 'all-too-late' })
  const counts = countsFrom(care, asked, asking)

  const answerBy = addWorkingDays(work.today, ANSWER_WITHIN_DAYS)
  const by = { accountId: work.accountId, name: work.actor.name, at: work.now }
  const id = await recordVariation(work.tx, care, { ...asked, reason, answerBy, countsFrom: counts }, by)
  if (id === undefined) return refused({ code: 'one-waits' })
  const { kind, fromOn, lastOn } = asked
  await work.audit(
    'variation.asked',
    { type: 'variation', id },
    {
      ...{ package: care.reference, kind, fromOn, lastOn, countsFrom: counts },
    },
  )
  await notify(work, {
    event: 'variation.waiting',
    to: { kind: 'staff', roles: ['brokerage'] },
    text: 'A provider asks for a change of a care package.',
    href: `/council/variations/${id}`,
    key: `variation:${id}`,
  })
  return done({ id })
}

type Shown = { readonly id: string; readonly rowVersion: number }

export async function withdrawVariation(
  work: Work,
  shown: Shown,
): Promise<Outcome<null, { readonly code: 'changed' }>> {
  if (!(await recordVariationWithdrawn(work.tx, shown))) return refused({ code: 'changed' })
  await work.audit('variation.withdrawn', { type: 'variation', id: shown.id })
  return done(null)
}

export type DecideVariation = Shown &
  (
    | { readonly decision: 'refuse'; readonly answer: string }
    | {
        readonly decision: 'accept'
        readonly answer: string
        /** Other visits than those that were asked for. */
        readonly visits?: readonly PlannedVisit[] | undefined
        readonly draftAgreement: DraftAgreement
      }
  )
export type DecideRefusal = { readonly code: 'changed' | 'another-change' | 'cannot-be-asked' | 'already-drafted' }

/** Accepting writes the new versions of the package and drafts the agreement about them, all or nothing. */
export async function decideVariation(
  work: Work,
  wanted: DecideVariation,
): Promise<Outcome<{ agreementId: string | null }, DecideRefusal>> {
  const { id, rowVersion } = wanted
  const variation = await getVariation(work.tx, { providerId: undefined }, id)
  await lockPackages(work.tx, { providerId: undefined }, [variation.packageId])
  const instead = insteadOf(variation, wanted)
  const changed =
    wanted.decision === 'accept'
      ? await change(work, { ...counted(variation), ...instead }, wanted.draftAgreement)
      : done(null)
  if (!changed.ok) return changed

  const accepted = wanted.decision === 'accept'
  const kept = await recordVariationAnswer(
    work.tx,
    { id, rowVersion },
    {
      status: accepted ? 'accepted' : 'refused',
      answer: wanted.answer === '' ? null : wanted.answer,
      agreementId: changed.value,
      acceptedVisits: instead?.visits ?? null,
      by: { accountId: work.accountId, name: work.actor.name, at: work.now },
    },
  )
  if (!kept) return refused({ code: 'changed' })
  await work.audit(
    `variation.${accepted ? 'accepted' : 'refused'}`,
    { type: 'variation', id },
    { agreement: changed.value },
  )
  await notify(work, {
    event: 'variation.answered',
    to: careStaffOf(variation),
    text: 'The council has answered a request to change a care package.',
    href: `/provider/variations/${id}`,
    key: `variation-answered:${id}`,
  })
  return done({ agreementId: changed.value })
}

/** The plan of the visits that the council accepts instead, where they are others than those that were asked for. */
function insteadOf({ unit, visits = [] }: Variation, wanted: DecideVariation): CarePlan | undefined {
  const other = wanted.decision === 'accept' ? wanted.visits : undefined
  return other === undefined || isSameTimetable(other, visits) ? undefined : planOfVisits(other, unit)
}

async function change(
  work: Work,
  asked: AskedChange & { readonly packageId: string; readonly status: string },
  draftAgreement: DraftAgreement,
): Promise<Outcome<string, DecideRefusal>> {
  if (asked.status !== 'waiting') return refused({ code: 'changed' })
  const { packageId } = asked
  const care = await getPackage(work.tx, { providerId: undefined }, packageId)
  if (faultsOf(care, asked, work.today).length > 0) return refused({ code: 'cannot-be-asked' })
  const versions = changeVersions(care.versions, asked)
  if (!versions.ok) return versions
  await recordVersions(work.tx, care, versions.value)
  await work.audit('package.changed', { type: 'package', id: packageId }, { version: care.currentVersion + 1 })
  await tellOfCare(work, care, 'A care package that you follow, or of a person that you follow, was changed.')
  const on = { day: asked.fromOn, temporary: asked.lastOn !== null }
  const drafted = await draftAgreement(work, { packageIds: [packageId], on })
  return drafted.ok ? done(drafted.value.agreementId) : refused({ code: 'already-drafted' })
}
