import type { LocalDate } from '../../../core/dates.ts'
import { pence, sumPence, type Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Finding } from '../rules/publishing.ts'
import { listReadyDrafts, type ReadyDraft } from '../store/batches.ts'
import { checkDrafts } from './check-drafts.ts'
import { fingerprintOf } from './publish-batch.ts'

export type AllDrafts = {
  readonly count: number
  /** Of those that no check stops. */
  readonly publishable: number
  readonly weekly: Pence
  /** Of exactly these drafts with exactly these texts. */
  readonly fingerprint: string
  readonly found: readonly Found[]
}
/** One kind of finding among all drafts: how many have it, and the first of them. */
export type Found = Pick<Finding, 'code' | 'stops'> & {
  readonly count: number
  readonly first: readonly Pick<ReadyDraft, 'id' | 'reference'>[]
}

const PART = 500
const FIRST = 20

/** Every draft with its checks, a part at a time: what somebody reads before all are published at once. */
export async function checkAllDrafts(tx: Tx, today: LocalDate): Promise<AllDrafts> {
  const drafts = await listReadyDrafts(tx)
  const findings = new Map<string, readonly Finding[]>()
  for (let at = 0; at < drafts.length; at += PART) {
    const ids = drafts.slice(at, at + PART).map(({ id }) => id)
    for (const [id, found] of await checkDrafts(tx, ids, today)) findings.set(id, found)
  }
  const passing = drafts.filter(({ id }) => !(findings.get(id) ?? []).some(({ stops }) => stops))
  return {
    count: drafts.length,
    publishable: passing.length,
    weekly: sumPence(passing.map(({ weekly }) => pence(weekly))),
    fingerprint: fingerprintOf(drafts),
    found: foundIn(drafts, findings),
  }
}

/** What stops comes first. */
function foundIn(drafts: readonly ReadyDraft[], findings: ReadonlyMap<string, readonly Finding[]>): readonly Found[] {
  const all = [...findings.values()].flat()
  const kinds = [...new Map(all.map(({ code, stops }) => [code, { code, stops }])).values()]
  return kinds
    .map((kind) => {
      const having = drafts.filter(({ id }) => (findings.get(id) ?? []).some(({ code }) => code === kind.code))
      const first = having.slice(0, FIRST).map(({ id, reference }) => ({ id, reference }))
      return { ...kind, count: having.length, first }
    })
    .toSorted((a, b) => Number(b.stops) - Number(a.stops) || b.count - a.count)
}
