import { randomBytes } from 'node:crypto'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { priceForInvoice } from '../../payments/index.ts'
import { periodStanding } from '../rules/period.ts'
import { referenceFrom } from '../rules/reference.ts'
import { getClaimPlace, type Claim } from '../store/readiness.ts'
import { insertDraft, totalFromLines } from '../store/record.ts'

export type CreateRefusal =
  | { readonly code: 'open-exists'; readonly openId: string | null }
  | { readonly code: 'nothing-to-claim' }
  | { readonly code: 'not-begun' }

/** One button: a draft with every line that is ready, priced in sets in the same transaction. */
export async function createInvoice(work: Work, claim: Claim): Promise<Outcome<string, CreateRefusal>> {
  const { tx } = work
  const place = await getClaimPlace(tx, claim, work.now)
  const { openId } = place
  if (openId !== null) return refused({ code: 'open-exists', openId })
  if (periodStanding(place, work).kind === 'not-begun') return refused({ code: 'not-begun' })
  const reference = referenceFrom(randomBytes(8))
  const id = await insertDraft(tx, { ...claim, reference, by: work.accountId, at: work.now })
  if (id === undefined) return refused({ code: 'open-exists', openId: null })
  const { lines, pence } = await priceForInvoice(work, { ...claim, invoiceId: id })
  if (lines === 0) return refused({ code: 'nothing-to-claim' })
  await totalFromLines(tx, id)
  await work.audit('invoice.created', { type: 'invoice', id }, { reference, lines, pence: pence.toString() })
  return done(id)
}
