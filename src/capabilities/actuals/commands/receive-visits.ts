import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeVisits } from '../rules/judge-visits.ts'
import type { LoggedVisit, VisitRowFault } from '../rules/visit-row.ts'
import { listKnownCodes } from '../store/exception-codes.ts'
import { keepVisits, listBusy, listCandidates, listCarers } from '../store/visits.ts'
import { recordFromVisits } from './record-from-visits.ts'
import type { ListTaken } from './record-week.ts'

export type ReceivedVisits = {
  /** How many were new, and how many said something else than before. */
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly waiting: number
  readonly weeks: number
  readonly shut: number
  readonly faults: readonly VisitRowFault[]
}
/** A visit that cannot be placed belongs to no service: whoever sees only some may not bring it. */
export type VisitsRefusal = { readonly code: 'narrow' }

/**
 * Keeps the good ones of some visits, and brings their weeks up to date; the same again do nothing. For as many as a system
 * hands over at once: a file of any size goes through `receiveUpload`.
 */
export async function receiveVisits(
  work: Work,
  { visits }: { readonly visits: readonly LoggedVisit[] },
  listTaken: ListTaken,
): Promise<Outcome<ReceivedVisits, VisitsRefusal>> {
  if (work.actor.scope.role === 'portal_provider_scoped') return refused({ code: 'narrow' })
  const { tx, today, now, actor } = work
  const [candidates, carers, codes, busy] = await Promise.all([
    listCandidates(
      tx,
      [...new Set(visits.map(({ clientRef }) => clientRef))],
      [...new Set(visits.map(({ cpliRef }) => cpliRef).filter((reference) => reference !== ''))],
    ),
    listCarers(tx),
    listKnownCodes(tx),
    listBusy(
      tx,
      visits.map(({ day }) => day),
    ),
  ])
  const { placed, faults } = judgeVisits(visits, { today, candidates, carers, codes, busy })
  const waiting = placed.filter(({ placed: { state } }) => state === 'unallocated').length
  const kept = await keepVisits(tx, placed, { at: now, name: actor.name })
  const touched = kept.flatMap(({ packageId, serviceId, day }) =>
    packageId === null || serviceId === null ? [] : [{ packageId, serviceId, day }],
  )
  const { recorded, shut } = await recordFromVisits(work, touched, listTaken)
  const added = kept.filter(({ isNew }) => isNew).length
  const counts = { added, changed: kept.length - added, same: placed.length - kept.length }
  await work.audit(
    'actuals.visits-received',
    { type: 'visits', id: tx.providerId },
    { ...counts, waiting, weeks: recorded },
  )
  return done({ ...counts, waiting, weeks: recorded, shut, faults })
}
