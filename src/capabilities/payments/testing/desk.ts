import { sql } from 'kysely'
import { expect } from 'vitest'
import { rate } from '../../../core/money.ts'
import type { Actor, Work } from '../../../platform/work.ts'
import type { Stage } from '../../../testing/stage.ts'
import { aCouncil, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { getBalances } from '../../ledger/index.ts'
import { prepareRun } from '../commands/prepare-run.ts'
import { releaseRun } from '../commands/release-run.ts'
import { getRun, type Run } from '../store/runs.ts'
import { twoStaff } from './world.ts'

export const MARCH = { startsOn: '2025-03-03', endsOn: '2025-03-31' }
export const APRIL = { startsOn: '2025-03-31', endsOn: '2025-04-28' }
export const MAY = { startsOn: '2025-04-28', endsOn: '2025-05-26' }
export const WEEKS = ['2025-03-03', '2025-03-10', '2025-03-17', '2025-03-24'] as const

export type Line = {
  readonly package_id: string
  readonly from_on: string
  readonly covers_from: string
  readonly to_on: string
  readonly kind: string
  readonly revision: number
  readonly quantity: bigint
  readonly amount_pence: bigint
  readonly trace: readonly Readonly<Record<string, string>>[]
}
type Statement = ReturnType<typeof sql>

/** A council with two people at the payments desk, and what its books say. */
export type Desk = Awaited<ReturnType<typeof aDesk>>

type ReleaseOver = { shownHash?: string; confirmed?: boolean; confirmedEarly?: boolean }

export async function aDesk(stage: Stage) {
  const council: ACouncil = await aCouncil(stage.build)
  const { preparer, approver } = await twoStaff(stage, council)
  const act = <T>(actor: Actor, use: (work: Work) => Promise<T>) => stage.work.run(actor, use)
  const query = async <T>(statement: Statement) =>
    (await stage.db.read(preparer.scope, (tx) => statement.execute(tx))).rows as T[]
  const runOf = (runId: string): Promise<Run> => stage.db.read(preparer.scope, (tx) => getRun(tx, runId))
  const prepared = async (period: typeof MARCH & { readonly submitBy?: string }) => {
    const { id: periodId } = await aPeriod(stage.build, council.id, period)
    const outcome = await act(preparer, (work) => prepareRun(work, { periodId }))
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    return outcome.value
  }
  const release = async (actor: Actor, runId: string, over: ReleaseOver = {}) => {
    const shownHash = over.shownHash ?? (await runOf(runId)).linesHash
    const { confirmed = true, confirmedEarly = false } = over
    return act(actor, (work) => releaseRun(work, { runId, shownHash, confirmed, confirmedEarly }))
  }
  const linesOf = (runId: string) =>
    query<Line>(
      sql`select * from payments.payment_line where council_id = ${council.id} and run_id = ${runId} order by from_on, id`,
    )
  return {
    ...{ council, preparer, approver, act, query, runOf, prepared, release, linesOf },
    released: async (runId: string) => {
      expect(await release(approver, runId, { confirmedEarly: true })).toEqual({ ok: true, value: runId })
    },
    amounts: async (runId: string) => (await linesOf(runId)).map((line) => line.amount_pence),
    remittances: (runId: string) =>
      query(sql`select provider_id, line_count, lines_pence, recovered_pence, carried_pence, paid_pence
        from payments.remittance where council_id = ${council.id} and run_id = ${runId} order by provider_id`),
    balances: (provider: AProvider) => stage.db.read(preparer.scope, (tx) => getBalances(tx, provider.id)),
    aHome: (weekly: bigint) =>
      aProvider(stage.build, council.id, {
        sector: 'residential',
        unit: 'week',
        rates: [{ from: '2019-04-01', price: rate(weekly) }],
        rule: { paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)' },
      }),
  }
}
