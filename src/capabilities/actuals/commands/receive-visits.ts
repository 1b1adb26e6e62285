import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeVisits } from '../rules/judge-visits.ts'
import type { VisitRowFault } from '../rules/visit-row.ts'
import { keepCarers, keepVisits, listBusy, listCandidates, listCarers } from '../store/visits.ts'
import type { VisitFile } from './read-visit-file.ts'
import { recordFromVisits } from './record-from-visits.ts'
import type { ListTaken } from './record-week.ts'

export type ReceiveVisits = {
  readonly file: VisitFile
  /** Nothing is kept: somebody only wants to know. */
  readonly checkOnly: boolean
}
export type ReceivedVisits = {
  readonly kind: 'visits' | 'carers'
  readonly read: number
  /** How many were new, and how many said something else than before. */
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly waiting: number
  readonly weeks: number
  readonly shut: number
  readonly faults: readonly VisitRowFault[]
  readonly kept: boolean
}
export type VisitsFileRefusal =
  | { readonly code: 'F01' | 'F03' | 'F07' | 'F08'; readonly missing: readonly string[] }
  /** A visit that cannot be placed belongs to no service: whoever sees only some may not bring it. */
  | { readonly code: 'narrow'; readonly missing: readonly string[] }

/** Keeps the good rows of a file of visits or carers, and brings their weeks up to date. The same file again does nothing. */
export async function receiveVisits(
  work: Work,
  { file, checkOnly }: ReceiveVisits,
  listTaken: ListTaken,
): Promise<Outcome<ReceivedVisits, VisitsFileRefusal>> {
  if (work.actor.scope.role === 'portal_provider_scoped') return refused({ code: 'narrow', missing: [] })
  if (file.kind === 'refused') return refused({ code: file.code, missing: file.missing })
  const none = { added: 0, changed: 0, same: 0, waiting: 0, weeks: 0, shut: 0, kept: !checkOnly }
  if (file.kind === 'carers') {
    if (!checkOnly) await keepCarers(work.tx, file.carers)
    const { length: added } = file.carers
    return done({ ...none, kind: 'carers', read: added + file.faults.length, added, faults: file.faults })
  }
  return receive(work, file, { ...none, checkOnly, listTaken })
}

type Given = Omit<ReceivedVisits, 'kind' | 'read' | 'faults'> & {
  readonly checkOnly: boolean
  readonly listTaken: ListTaken
}

async function receive(
  work: Work,
  { visits, faults: misread }: Extract<VisitFile, { readonly kind: 'visits' }>,
  { checkOnly, listTaken, ...none }: Given,
): Promise<Outcome<ReceivedVisits, never>> {
  const { tx, today, now, actor } = work
  const [candidates, carers, busy] = await Promise.all([
    listCandidates(tx, [...new Set(visits.map(({ clientRef }) => clientRef))]),
    listCarers(tx),
    listBusy(
      tx,
      visits.map(({ day }) => day),
    ),
  ])
  const { placed, faults } = judgeVisits(visits, { today, candidates, carers, busy })
  const all = [...misread, ...faults].toSorted((first, second) => first.line - second.line)
  const waiting = placed.filter(({ placed: { state } }) => state === 'unallocated').length
  const answer = { ...none, kind: 'visits' as const, read: visits.length + misread.length, waiting, faults: all }
  if (checkOnly) return done({ ...answer, added: placed.length })

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
  return done({ ...answer, ...counts, weeks: recorded, shut })
}
