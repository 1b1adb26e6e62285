import { sql } from 'kysely'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { matchVisit, paidFor, suggestions } from '../rules/match-visit.ts'
import { listCandidates, lockWaiting } from '../store/visits.ts'
import { recordFromVisits } from './record-from-visits.ts'
import type { ListTaken } from './record-week.ts'

export type PlaceVisit = { readonly id: string; readonly version: number } & (
  | {
      readonly packageId: string
      /** Why its week changes though it is closed. */
      readonly amend?: string | undefined
    }
  | { readonly reason: string }
)
export type PlaceRefusal = { readonly code: 'decided' | 'not-a-package' | 'reason-missing' | 'week-shut' }

/** Somebody says whose visit it is, or that it is nobody's and will not be claimed. */
export async function placeVisit(
  work: Work,
  given: PlaceVisit,
  listTaken: ListTaken,
): Promise<Outcome<{ readonly placed: boolean }, PlaceRefusal>> {
  const visit = await lockWaiting(work.tx, given.id)
  if (visit.state !== 'unallocated' || visit.version !== given.version) return refused({ code: 'decided' })
  if ('reason' in given) return decline(work, given)

  const candidates = suggestions(visit, await listCandidates(work.tx, [visit.clientRef]))
  const candidate = candidates.find(({ packageId }) => packageId === given.packageId)
  if (candidate === undefined) return refused({ code: 'not-a-package' })
  const { packageId, serviceId, contractId } = candidate
  const match = matchVisit(visit, [{ ...candidate, windowMinutes: Number.POSITIVE_INFINITY }])
  const paid = paidFor(visit, candidate, 'planned' in match ? match.planned : undefined)
  await decide(work, given, {
    ...{ state: 'allocated', placed_by: 'person', why: null, paid_minutes: paid },
    ...{ package_id: packageId, service_id: serviceId, contract_id: contractId },
  })
  const amend = given.amend?.trim().slice(0, 2_000)
  const touched = [{ packageId, serviceId, day: visit.day }]
  const { shut } = await recordFromVisits(work, touched, listTaken, amend === '' ? undefined : amend)
  if (shut > 0) return refused({ code: 'week-shut' })
  await work.audit('actuals.visit-placed', { type: 'visit', id: given.id }, { packageId })
  return done({ placed: true })
}

async function decline(
  work: Work,
  { id, reason, version }: Extract<PlaceVisit, { readonly reason: string }>,
): Promise<Outcome<{ readonly placed: boolean }, PlaceRefusal>> {
  const said = reason.trim().slice(0, 2_000)
  if (said === '') return refused({ code: 'reason-missing' })
  await decide(work, { id, version }, { state: 'declined', why: null, reason: said })
  await work.audit('actuals.visit-declined', { type: 'visit', id }, { reason: said })
  return done({ placed: false })
}

type Decision = {
  readonly state: 'allocated' | 'declined'
  readonly why: null
  readonly reason?: string
  readonly placed_by?: 'person'
  readonly paid_minutes?: number
  readonly package_id?: string
  readonly service_id?: string
  readonly contract_id?: string
}

async function decide(
  { tx, now, actor }: Work,
  { id }: { readonly id: string; readonly version: number },
  decision: Decision,
): Promise<void> {
  await tx
    .updateTable('actuals.visit')
    .set({ ...decision, decided_name: actor.name, decided_at: now, row_version: sql<number>`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}
