import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { makeRecordable } from '../../care-packages/index.ts'
import { firstDisputed, rejectionText, type Rejection } from '../rules/rejection.ts'
import { mayAnswer, type ResponseRefusal, type Shown } from '../rules/response.ts'
import { lockAgreement, type Agreement } from '../store/agreement.ts'
import { findPause } from '../store/pause.ts'
import { recordLineAnswers, recordResponse, recordStatus } from '../store/record.ts'
import { mayStartUndisputed } from '../store/settings.ts'
import { listSignatories } from '../store/signing.ts'
import { tellOfAgreement } from './tell-followers.ts'
import { rejectionKey } from './thread.ts'
import { getUnchanged, type Unchanged } from './unchanged.ts'

export type RejectAgreement = { readonly agreementId: string; readonly shown: Shown; readonly rejection: Rejection }
/** Brokerage's work list belongs to a later capability, which is handed in. The same key is told once. */
export type TellBrokerage = (work: Work, told: ToldBrokerage) => Promise<unknown>
type ToldBrokerage = {
  readonly key: string
  readonly agreementId: string
  readonly title: string
  readonly text: string
}

/** Why not, line by line. Lines that are right may be recorded from now on, where the council and the authority allow it. */
export async function rejectAgreement(
  work: Work,
  { agreementId, shown, rejection }: RejectAgreement,
  tellBrokerage: TellBrokerage,
): Promise<Outcome<{ recordableFrom: LocalDate | null }, ResponseRefusal>> {
  const { tx } = work
  if ((await findPause(tx)) !== undefined) return refused({ code: 'paused' })
  const agreement = await lockAgreement(tx, { providerId: tx.providerId }, agreementId)
  const unchanged = await getUnchanged(tx, agreement)
  const decision = mayAnswer({ ...agreement, ...unchanged }, shown, work.accountId)
  if (!decision.ok) return decision
  if (rejection.startsNow) {
    const start = await mayStart(work, agreement)
    if (!start.ok) return start
  }
  await recordAnswer(work, agreement, { unchanged, rejection })
  await tellBrokerage(work, {
    key: rejectionKey(agreement),
    agreementId: agreement.id,
    title: `Agreement ${agreement.reference} was rejected`,
    text: rejectionText(rejection),
  })
  if (unchanged.publishedBy !== null)
    await notify(work, {
      event: 'agreement.answered',
      to: { kind: 'people', providerId: null, accountIds: [unchanged.publishedBy] },
      text: 'A provider has rejected an agreement that you published, and says what it expects.',
      href: `/council/agreements/${agreement.id}`,
      key: rejectionKey(agreement),
    })
  return done({ recordableFrom: rejection.startsNow ? await start(work, agreement, { unchanged, rejection }) : null })
}

/** Care that starts is care that binds: it takes the authority to sign, and a council that lets it. */
async function mayStart(work: Work, agreement: Agreement): Promise<Outcome<null, ResponseRefusal>> {
  const [allowed, signatories] = await Promise.all([
    mayStartUndisputed(work.tx, work.today),
    listSignatories(work.tx, agreement, work.today),
  ])
  if (!allowed) return refused({ code: 'not-allowed-to-start' })
  return signatories.some(({ accountId }) => accountId === work.accountId)
    ? done(null)
    : refused({ code: 'no-authority' })
}

type Answer = { readonly unchanged: Unchanged; readonly rejection: Rejection }

async function recordAnswer(work: Work, agreement: Agreement, { unchanged, rejection }: Answer): Promise<void> {
  const { tx } = work
  const { reason, expectedPrice, expectedQuantity } = firstDisputed(rejection)
  await recordResponse(tx, agreement, {
    kind: 'rejected',
    revision: agreement.revision,
    comment: rejection.comment,
    ...{ reason, expectedPrice, expectedQuantity },
    signedName: null,
    hash: Buffer.from(unchanged.hash, 'hex'),
    signingId: null,
    paperSignatureId: null,
    ...{ by: work.accountId, name: work.actor.name, at: work.now },
  })
  await recordLineAnswers(tx, agreement, rejection)
  await recordStatus(tx, { providerId: agreement.providerId }, agreement.id, 'rejected')
  const disputed = rejection.lines
    .filter(({ kind }) => kind === 'disputed')
    .map(({ packageReference }) => packageReference)
  const details = { reference: agreement.reference, revision: agreement.revision, hash: unchanged.hash, disputed }
  await work.audit('agreement.rejected', { type: 'agreement', id: agreement.id }, details)
  await tellOfAgreement(work, agreement, 'rejected')
}

async function start(work: Work, { providerId }: Agreement, { unchanged, rejection }: Answer) {
  const right = new Set(rejection.lines.filter(({ kind }) => kind === 'right').map(({ packageId }) => packageId))
  const lines = unchanged.content.lines.filter(({ packageId }) => right.has(packageId))
  const days = await makeRecordable(
    work,
    lines.map(({ packageId, startsOn }) => ({ providerId, packageId, from: startsOn })),
  )
  return days.toSorted()[0] ?? null
}
