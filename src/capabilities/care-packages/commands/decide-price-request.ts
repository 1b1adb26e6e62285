import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { decideChange, type DecideRefusal, type Decision } from '../../contracts/index.ts'
import { lockPriceRequest, recordPriceDecision, type PriceRequest } from '../store/price-requests.ts'
import { changeAtPrice } from './change-package.ts'
import { commissionAtPrice } from './commission-package.ts'
import type { DraftAgreement } from './vary-package.ts'

export type DecidePriceRequest = { readonly id: string; readonly shownVersion: number; readonly decision: Decision }
export type PriceRequestRefusal = DecideRefusal | { readonly code: 'no-longer-fits' }
type Decided = { readonly status: 'approved' | 'refused' | 'withdrawn'; readonly packageId: string | null }

/** The second of two people. What was true when it was asked is looked at once more; approving commissions the care. */
export async function decidePriceRequest(
  work: Work,
  { id, shownVersion, decision }: DecidePriceRequest,
  draftAgreement: DraftAgreement,
): Promise<Outcome<Decided, PriceRequestRefusal>> {
  const { tx, accountId, actor, now } = work
  const request = await lockPriceRequest(tx, id)
  const decided = decideChange(request, decision, { by: accountId, shownVersion })
  if (!decided.ok) return decided
  const status = decided.value
  const care = status === 'approved' ? await make(work, request, draftAgreement) : done(request.packageId)
  if (!care.ok) return care
  const note = decision.note.trim()
  await recordPriceDecision(
    tx,
    id,
    { status, note, packageId: care.value },
    { by: accountId, name: actor.name, at: now },
  )
  await work.audit(`package-price.${status}`, { type: 'price-request', id }, { package: care.value, note })
  if (status !== 'withdrawn') await tellAsker(work, request)
  return done({ status, packageId: care.value })
}

async function make(
  work: Work,
  { care, packageId, proposedBy, proposerName, proposedAt }: PriceRequest,
  draftAgreement: DraftAgreement,
): Promise<Outcome<string, { readonly code: 'no-longer-fits' }>> {
  const asked = { by: proposedBy, name: proposerName, at: proposedAt }
  if (care.kind === 'new') {
    const made = await commissionAtPrice(work, care.wanted, asked)
    return made.ok ? done(made.value.packageId) : refused({ code: 'no-longer-fits' })
  }
  if (packageId === null) throw new Error('a change is of a package')
  const changed = await changeAtPrice(work, { packageId, wanted: care.wanted, asked }, draftAgreement)
  return changed.ok ? done(packageId) : refused({ code: 'no-longer-fits' })
}

async function tellAsker(work: Work, { id, proposedBy }: PriceRequest): Promise<void> {
  await notify(work, {
    event: 'package-price.decided',
    to: { kind: 'people', providerId: null, accountIds: [proposedBy] },
    text: 'Somebody decided about the price of a care package that you asked for.',
    href: `/council/price-requests/${id}`,
    key: `price-request-decided:${id}`,
  })
}
