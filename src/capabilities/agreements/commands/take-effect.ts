import type { LocalDate } from '../../../core/dates.ts'
import type { Work } from '../../../platform/work.ts'
import { makeRecordable } from '../../care-packages/index.ts'
import type { Agreement } from '../store/agreement.ts'
import { recordStatus } from '../store/record.ts'
import { giveWay } from '../store/standing.ts'
import { tellOfAgreement } from './tell-followers.ts'
import type { Unchanged } from './unchanged.ts'

/** What was agreed before about the same care gives way, and the care may be recorded. Answers from when. */
export async function takeEffect(
  work: Work,
  agreement: Agreement,
  { content, hash }: Unchanged,
  how: Readonly<Record<string, string>>,
): Promise<readonly LocalDate[]> {
  const { tx } = work
  const { providerId } = agreement
  await recordStatus(tx, { providerId }, agreement.id, 'agreed')
  const details = { reference: agreement.reference, revision: agreement.revision, hash, ...how }
  await work.audit('agreement.agreed', { type: 'agreement', id: agreement.id }, details)
  await tellOfAgreement(work, agreement, 'agreed')
  const gaveWay = await giveWay(tx, { providerId }, [agreement.id])
  for (const id of gaveWay) await work.audit('agreement.superseded', { type: 'agreement', id }, { by: agreement.id })
  return makeRecordable(
    work,
    content.lines.map(({ packageId, startsOn }) => ({ providerId, packageId, from: startsOn })),
  )
}
