import { localDate } from '../../../core/dates.ts'
import { rate } from '../../../core/money.ts'
import type { AProvider } from '../../../testing/world.ts'
import { addUpliftRule, draftUplift, type AddRule } from '../commands/draft-uplift.ts'
import { decideUplift, simulate, submitUplift, undoUplift } from '../commands/uplift.ts'
import { getUplift, listOutcomes, type NewUplift } from '../store/uplifts.ts'
import { noFollowers, type PriceDesk } from './desk.ts'

const april: NewUplift = {
  name: 'April 2025',
  starts: 'on-day',
  effectiveOn: localDate('2025-04-07'),
  roundTo: rate(100n),
  recentSince: null,
  overPence: null,
  outlierPercent: '10',
  renewsAgreements: true,
}
/** 4% more for every price. */
const everything: AddRule = {
  ...{ sector: null, contractNumber: null, contractKind: null, serviceLevel: null, band: null, unit: null },
  change: 'percent',
  amount: 40_000n,
  cap: null,
}
const numberOf = ({ id }: AProvider) => `K${id.slice(0, 8)}`
export const only = (provider: AProvider, over: Partial<AddRule> = {}): AddRule => ({
  ...everything,
  contractNumber: numberOf(provider),
  ...over,
})

/** What two people do to an uplift, one after the other. */
export function upliftActs(desk: () => PriceDesk) {
  const uplift = (id: string) => desk().stage.db.read(desk().ann.scope, (tx) => getUplift(tx, id))
  const version = async (id: string) => (await uplift(id)).version
  return {
    uplift,
    version,
    drafted: (rules: readonly AddRule[], over: Partial<NewUplift> = {}) =>
      desk().stage.work.run(desk().ann, async (work) => {
        const outcome = await draftUplift(work, { ...april, ...over })
        const id = outcome.ok ? outcome.value : ''
        for (const rule of rules) await addUpliftRule(work, id, rule)
        await simulate(work, id)
        return id
      }),
    changes: async (id: string) =>
      (await desk().stage.db.read(desk().ann.scope, (tx) => listOutcomes(tx, id))).find(
        ({ outcome }) => outcome === 'changes',
      ),
    submitted: async (id: string, seen: { outliersSeen?: number; outliersReason?: string } = {}) => {
      const shownVersion = await version(id)
      return desk().stage.work.run(desk().ann, (work) =>
        submitUplift(work, { upliftId: id, shownVersion, outliersSeen: undefined, outliersReason: '', ...seen }),
      )
    },
    decided: async (id: string, actor = desk().ben) => {
      const shownVersion = await version(id)
      const decision = { kind: 'approve', note: '' } as const
      return desk().stage.work.run(actor, (work) =>
        decideUplift(work, { upliftId: id, shownVersion, decision }, noFollowers),
      )
    },
    undone: async (id: string) => {
      const shownVersion = await version(id)
      return desk().stage.work.run(desk().ben, (work) =>
        undoUplift(work, { upliftId: id, shownVersion, reason: 'A slip' }, noFollowers),
      )
    },
  }
}
