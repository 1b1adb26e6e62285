import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { getContract, recordRateLine, type NewLine } from '../store/price-book.ts'

/** A line without a price pays nothing; its first price goes through two people as every other. */
export async function addRateLine(
  work: Work,
  line: NewLine,
): Promise<Outcome<string, { readonly code: 'reference-taken' }>> {
  await getContract(work.tx, line.contractId)
  const id = await recordRateLine(work.tx, line)
  if (id === undefined) return refused({ code: 'reference-taken' })
  const { reference, serviceLevel, unit, band, days } = line
  await work.audit('rate-line.added', { type: 'rate-line', id }, { reference, serviceLevel, unit, band, days })
  return done(id)
}
