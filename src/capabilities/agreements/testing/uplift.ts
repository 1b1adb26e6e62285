import { localDate } from '../../../core/dates.ts'
import { rate } from '../../../core/money.ts'
import type { Actor } from '../../../platform/work.ts'
import type { Stage } from '../../../testing/stage.ts'
import { addUpliftRule, draftUplift } from '../../contracts/commands/draft-uplift.ts'
import { decideUplift, simulate, submitUplift } from '../../contracts/commands/uplift.ts'
import { getUplift } from '../../contracts/store/uplifts.ts'
import { orderRenewals, withdrawRenewals } from '../commands/renew-agreements.ts'
import type { TellThread } from '../commands/thread.ts'

const told: Parameters<TellThread>[1][] = []
/** What threads of rejections heard of uplifts that were undone. */
export const toldOfUndone: readonly Parameters<TellThread>[1][] = told

export const followers = {
  renew: orderRenewals,
  withdraw: withdrawRenewals((_, one) => Promise.resolve(told.push(one))),
}

type Procurement = { readonly ann: Actor; readonly ben: Actor }

export async function versionOfUplift(stage: Stage, { ann }: Pick<Procurement, 'ann'>, id: string): Promise<number> {
  return (await stage.db.read(ann.scope, (tx) => getUplift(tx, id))).version
}

/** 4% on everything from 7 April 2025, approved by a second person. Its agreements wait for the job. */
export async function anAppliedUplift(
  stage: Stage,
  { ann, ben }: Procurement,
  over: { readonly renewsAgreements?: boolean } = {},
): Promise<string> {
  const id = await stage.work.run(ann, async (work) => {
    const drafted = await draftUplift(work, {
      ...{ name: 'April 2025', starts: 'on-day', effectiveOn: localDate('2025-04-07'), roundTo: rate(100n) },
      ...{ recentSince: null, overPence: null, outlierPercent: '10', renewsAgreements: over.renewsAgreements ?? true },
    })
    const upliftId = drafted.ok ? drafted.value : ''
    await addUpliftRule(work, upliftId, {
      ...{ sector: null, contractNumber: null, contractKind: null, serviceLevel: null, band: null, unit: null },
      ...{ change: 'percent', amount: 40_000n, cap: null },
    })
    await simulate(work, upliftId)
    return upliftId
  })
  const shown = async () => ({ upliftId: id, shownVersion: await versionOfUplift(stage, { ann }, id) })
  const sent = { ...(await shown()), outliersSeen: undefined, outliersReason: '' }
  await stage.work.run(ann, (work) => submitUplift(work, sent))
  const decision = { ...(await shown()), decision: { kind: 'approve', note: '' } } as const
  const decided = await stage.work.run(ben, (work) => decideUplift(work, decision, followers))
  if (!decided.ok) throw new Error(decided.refusal.code)
  return id
}
