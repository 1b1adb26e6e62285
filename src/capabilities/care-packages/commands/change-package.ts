import { localDate, type LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { PaidAgain } from '../../../core/paid-again.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import { agreePackagePrice, movePackage } from '../../contracts/index.ts'
import {
  changeFaults,
  datesFaults,
  versionsAfter,
  type CareChangeFault,
  type ChangeWanted,
  type DatesFault,
} from '../rules/care-change.ts'
import { changedCare, type ChangedCare } from '../rules/changed-care.ts'
import type { BookLine, OwnPrice } from '../rules/commission.ts'
import type { Package } from '../rules/package.ts'
import { atLasting, atPlan, isAtPlan, stretchesOf } from '../rules/plan.ts'
import { inForceOn } from '../rules/price-steps.ts'
import { listAgreementsOf } from '../store/agreements-of.ts'
import { findRecorded, getPlace, getRowVersion, listBookLines, recordDates } from '../store/commissioning.ts'
import { recordEnds } from '../store/life-events.ts'
import { getPackage } from '../store/package.ts'
import { lockPackages } from '../store/recordable.ts'
import { recordVersions } from '../store/variations.ts'
import { askForPrice } from './ask-for-price.ts'
import type { WithdrawForEnded } from './life-events.ts'
import { tellCareStaff } from './care-staff.ts'
import { tellOfCare } from './tell-followers.ts'
import { tellOfEnds } from './tell-of-ends.ts'
import type { DraftAgreement } from './vary-package.ts'

const everyone = { providerId: undefined }
const WAITING: ReadonlySet<string> = new Set(['draft', 'published', 'rejected'])
/** Of care without a last day, in the plan that nothing follows. */
const FAR = localDate('9999-12-31')

type Shown = { readonly packageId: string; readonly shownVersion: number }
/** The agreement that says what was changed: a new draft, or the one that waits and is to be corrected. */
export type Changed = {
  readonly agreementId: string | null
  /** What waits for its answer about the plan before, and says other last days than that has now. */
  readonly toCorrect: readonly string[]
}

/** What a change that looks back would do to what was recorded and paid. Payments are a later capability. */
export type PreviewChange = (
  tx: Tx,
  changed: ChangedCare,
  asked: { readonly today: LocalDate; readonly at: Date },
) => Promise<PaidAgain | undefined>

export type ChangePackage = Shown & { readonly wanted: ChangeWanted }
export type ChangeRefusal =
  | { readonly code: 'faulty'; readonly faults: readonly CareChangeFault[] }
  | { readonly code: 'changed' | 'another-change' | 'one-waits' }

/** Another plan or line of the book for care that there is, from a day on; another price waits for a second person first. */
export async function changePackage(
  work: Work,
  { packageId, shownVersion, wanted }: ChangePackage,
  draftAgreement: DraftAgreement,
): Promise<Outcome<Changed | { readonly requestId: string }, ChangeRefusal>> {
  const care = await lockShown(work, { packageId, shownVersion })
  if (care === undefined) return refused({ code: 'changed' })
  const line = await lineOf(work.tx, care, wanted)
  const faults = changeFaults(care, wanted, line)
  if (faults.length > 0) return refused({ code: 'faulty', faults })
  const after = versionsAfter(care, wanted, wanted.rateLineId)
  if (!after.ok) return after
  if (wanted.ownPrice !== null) return ask(work, care, { ...wanted, ownPrice: wanted.ownPrice })
  return done(await change(work, care, { wanted, rateLineId: wanted.rateLineId, draftAgreement }))
}

async function ask(
  work: Work,
  care: Package,
  wanted: ChangeWanted & { readonly ownPrice: OwnPrice },
): Promise<Outcome<{ requestId: string }, ChangeRefusal>> {
  const place = await getPlace(work.tx, { serviceId: care.service.id, contractId: care.contract.id })
  const { fromOn, ownPrice, rateLineId } = wanted
  const requestId = await askForPrice(work, {
    ...{ place, line: { id: rateLineId }, person: care.person, packageId: care.id, fromOn, ownPrice },
    care: { kind: 'change', wanted },
    said: { package: care.reference },
  })
  if (requestId === undefined) return refused({ code: 'one-waits' })
  return done({ requestId })
}

/** Care as a change would leave it; undefined where it may not be made. */
export async function findChangedCare(
  tx: Tx,
  { packageId, wanted }: { readonly packageId: string; readonly wanted: ChangeWanted },
): Promise<ChangedCare | undefined> {
  const care = await getPackage(tx, everyone, packageId)
  const line = await lineOf(tx, care, wanted)
  return changeFaults(care, wanted, line).length > 0 ? undefined : changedCare(care, wanted, line)
}

type AskedBy = { readonly by: string; readonly name: string; readonly at: Date }
type AtPrice = { readonly packageId: string; readonly wanted: ChangeWanted; readonly asked: AskedBy }

/** Part of approving its price: the change is looked at once more, and made at that price. */
export async function changeAtPrice(
  work: Work,
  { packageId, wanted, asked }: AtPrice,
  draftAgreement: DraftAgreement,
): Promise<Outcome<Changed, ChangeRefusal>> {
  const { tx } = work
  await lockPackages(tx, everyone, [packageId])
  const care = await getPackage(tx, everyone, packageId)
  const faults = changeFaults(care, wanted, await lineOf(work.tx, care, wanted))
  if (faults.length > 0 || wanted.ownPrice === null) return refused({ code: 'faulty', faults })
  const number = Math.max(...care.versions.map(({ version }) => version)) + 1
  const { price, reason } = wanted.ownPrice
  const after = versionsAfter(care, wanted, wanted.rateLineId)
  if (!after.ok) return after
  const rateLineId = await agreePackagePrice(work, {
    ...{ like: wanted.rateLineId, packageReference: care.reference, number },
    ...{ fromOn: wanted.fromOn, price, reason, asked },
  })
  return done(await change(work, care, { wanted, rateLineId, draftAgreement }))
}

type Changing = {
  readonly wanted: ChangeWanted
  readonly rateLineId: string
  readonly draftAgreement: DraftAgreement
}

async function change(work: Work, care: Package, { wanted, rateLineId, draftAgreement }: Changing): Promise<Changed> {
  const after = versionsAfter(care, wanted, rateLineId)
  if (!after.ok) throw new Error('a change is looked at before it is made')
  await recordVersions(work.tx, care, after.value)
  const { id: packageId } = care
  const { fromOn } = wanted
  // A price that was agreed for this care alone has been numbered with its approval.
  const isMoved = wanted.ownPrice === null && inForceOn(care.versions, fromOn)?.rateLineId !== rateLineId
  if (isMoved) await movePackage(work, { packageId, rateLineId, fromOn })
  const version = Math.max(...after.value.added.map((one) => one.version))
  await work.audit('package.changed', { type: 'package', id: care.id }, { version, from: wanted.fromOn })
  await tellOfCare(work, care, 'A care package that you follow, or of a person that you follow, was changed.')
  return sayIt(work, care.id, { days: [fromOn], draftAgreement })
}

export type ChangeDates = Shown & { readonly startsOn: Package['startsOn']; readonly endsOn: Package['endsOn'] }
export type DatesRefusal =
  { readonly code: 'faulty'; readonly faults: readonly DatesFault[] } | { readonly code: 'changed' }

/** Other first and last days: what was recorded or decided stays within them. */
export async function changeDates(
  work: Work,
  { packageId, shownVersion, startsOn, endsOn }: ChangeDates,
  draftAgreement: DraftAgreement,
): Promise<Outcome<Changed, DatesRefusal>> {
  const { tx } = work
  const care = await lockShown(work, { packageId, shownVersion })
  if (care === undefined) return refused({ code: 'changed' })
  const faults = datesFaults(care, { startsOn, endsOn }, await findRecorded(tx, packageId))
  if (faults.length > 0) return refused({ code: 'faulty', faults })
  await recordDates(tx, { packageId, startsOn, endsOn })
  await work.audit('package.dates-changed', { type: 'package', id: packageId }, { startsOn, endsOn })
  await tellOfCare(work, care, 'A care package that you follow, or of a person that you follow, has other dates.')
  const days = [...(startsOn === care.startsOn ? [] : [startsOn]), ...(endsOn === care.endsOn ? [] : [endsOn ?? FAR])]
  return done(await sayIt(work, packageId, { days, draftAgreement }))
}

export type EndPackage = Shown & {
  readonly lastDay: Package['startsOn']
  readonly why: Package['endReason']
  readonly reason: string
}
export type EndRefusal = { readonly code: 'changed' | 'nothing-ends' | 'recorded-after' }

/** The last day of care; what had not begun by then is cancelled. What waits for an answer about it is withdrawn. */
export async function endPackage(
  work: Work,
  { packageId, shownVersion, lastDay, why, reason }: EndPackage,
  withdrawForEnded: WithdrawForEnded,
): Promise<Outcome<null, EndRefusal>> {
  const { tx } = work
  await withdrawForEnded.lock(work, [packageId])
  const care = await lockShown(work, { packageId, shownVersion })
  if (care === undefined) return refused({ code: 'changed' })
  const recorded = await findRecorded(tx, packageId)
  if (recorded !== undefined && lastDay < recorded.last) return refused({ code: 'recorded-after' })
  const ended = await recordEnds(tx, { personId: care.person.id, packageId, lastDay, why })
  if (ended.length === 0) return refused({ code: 'nothing-ends' })
  const withdrawn = await withdrawForEnded.withdraw(work, { packageIds: [packageId], reason })
  await work.audit('package.ended', { type: 'package', id: packageId }, { lastDay, why, reason, withdrawn })
  await tellOfEnds(work, ended)
  return done(null)
}

/** Undefined when somebody changed it since it was shown. */
async function lockShown(work: Work, { packageId, shownVersion }: Shown): Promise<Package | undefined> {
  await lockPackages(work.tx, everyone, [packageId])
  if ((await getRowVersion(work.tx, packageId)) !== shownVersion) return undefined
  return getPackage(work.tx, everyone, packageId)
}

/** The line of the book; nothing where the package keeps a line that was agreed for it alone. */
async function lineOf(tx: Tx, care: Package, { rateLineId }: ChangeWanted): Promise<BookLine | undefined> {
  const lines = await listBookLines(tx, care.contract.id)
  const line = lines.find(({ id }) => id === rateLineId)
  if (line === undefined && !care.versions.some((version) => version.rateLineId === rateLineId))
    throw new NotFound('price line')
  return line
}

type Saying = Pick<Changing, 'draftAgreement'> & {
  /** Days of the lasting plans that are others now. */
  readonly days: readonly LocalDate[]
}

/**
 * A text about the plan that waits for its answer is corrected and published again; beside any other, agreed or not, the plan
 * gets a new agreement. Answers the first of them.
 */
async function sayIt(work: Work, packageId: string, { days, draftAgreement }: Saying): Promise<Changed> {
  const care = await getPackage(work.tx, everyone, packageId)
  await tellCareStaff(work, care, 'package.changed', 'The council has changed a care package.')
  const found: string[] = []
  for (const day of days) {
    const standing = await listAgreementsOf(work.tx, everyone, packageId)
    const about = standing.find((one) => WAITING.has(one.status) && isAtPlan(atLasting(care, day), one))
    if (about !== undefined) found.push(about.id)
    else if (standing.length > 0) {
      const drafted = await draftAgreement(work, { packageIds: [packageId], on: { day, temporary: false } })
      if (drafted.ok) found.push(drafted.value.agreementId)
    }
  }
  return { agreementId: found[0] ?? null, toCorrect: await listCutShort(work.tx, care, days) }
}

async function listCutShort(tx: Tx, care: Package, days: readonly LocalDate[]): Promise<readonly string[]> {
  const standing = await listAgreementsOf(tx, everyone, care.id)
  return standing
    .filter(({ status, temporary }) => !temporary && (status === 'published' || status === 'rejected'))
    .filter((one) => days.some((day) => stretchesOf(atPlan(care, one)).at(-1)?.until === day))
    .map(({ reference }) => reference)
}
