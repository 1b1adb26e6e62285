import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { suggestions } from '../rules/match-visit.ts'
import { placeWaiting, stageWaiting, stageWeeksToFollow, type Waiting } from '../store/upload/match-again.ts'
import { listCandidates, lockWaiting } from '../store/visits.ts'
import { recordVisitWeeks, type FromVisits } from '../store/visit-weeks.ts'

export type MatchedAgain = { readonly placed: number; readonly weeks: number; readonly shut: number }

/**
 * Visits that waited are matched again, as their file was, with the care that has been commissioned since; weeks that something
 * stopped which is over are brought up to date. It finds what is done already: a second run adds nothing.
 */
export async function matchAgain(work: Work): Promise<MatchedAgain> {
  const placed = await place(work, {})
  const { recorded: weeks, shut } = await follow(work)
  if (placed + weeks > 0)
    await work.audit('actuals.visits-matched-again', { type: 'visits', id: work.tx.providerId }, { placed, weeks })
  return { placed, weeks, shut }
}

export type PlaceAll = { readonly id: string; readonly version: number; readonly packageId: string }
export type PlaceAllRefusal = { readonly code: 'decided' | 'not-a-package' }

/** One visit of a person and every other that waits go to one care package, on the days on which it takes visits. */
export async function placeAllOfPerson(
  work: Work,
  { id, version, packageId }: PlaceAll,
): Promise<Outcome<MatchedAgain, PlaceAllRefusal>> {
  const visit = await lockWaiting(work.tx, id)
  if (visit.state !== 'unallocated' || visit.version !== version) return refused({ code: 'decided' })
  const { clientRef } = visit
  const fits = suggestions(visit, await listCandidates(work.tx, [clientRef]))
  if (fits.every((candidate) => candidate.packageId !== packageId)) return refused({ code: 'not-a-package' })
  const placed = await place(work, { person: { clientRef, packageId } })
  const { recorded: weeks, shut } = await follow(work)
  await work.audit('actuals.visits-placed', { type: 'package', id: packageId }, { placed, weeks, shut })
  return done({ placed, weeks, shut })
}

async function place({ tx, actor, now: at }: Work, waiting: Waiting): Promise<number> {
  await stageWaiting(tx, waiting)
  return placeWaiting(tx, waiting, { name: actor.name, at })
}

async function follow({ tx, actor, accountId: by, now: at, today }: Work): Promise<FromVisits> {
  const files = await stageWeeksToFollow(tx)
  return recordVisitWeeks(tx, { by, name: actor.name, at, today, files })
}
