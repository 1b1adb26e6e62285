import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import {
  findContractByNumber,
  lockUplift,
  recordUplift,
  recordUpliftRule,
  removeUpliftRule,
  type NewUplift,
  type UpliftRule,
} from '../store/uplifts.ts'

export async function draftUplift(work: Work, uplift: NewUplift): Promise<Outcome<string, never>> {
  const { tx, accountId, actor, now } = work
  const id = await recordUplift(tx, uplift, { by: accountId, name: actor.name, at: now })
  await work.audit('uplift.drafted', { type: 'uplift', id }, { name: uplift.name, from: uplift.effectiveOn })
  return done(id)
}

type RuleRefusal = { readonly code: 'not-a-draft' | 'no-such-contract' | 'too-many' }
export type AddRule = Omit<UpliftRule, 'position' | 'contractId'>

/** Rules are tried in order; what was simulated with fewer no longer counts. */
export async function addUpliftRule(work: Work, upliftId: string, rule: AddRule): Promise<Outcome<null, RuleRefusal>> {
  const uplift = await lockUplift(work.tx, upliftId)
  if (uplift.status !== 'draft') return refused({ code: 'not-a-draft' })
  const { contractNumber, ...rest } = rule
  const contractId = contractNumber === null ? null : await findContractByNumber(work.tx, contractNumber)
  if (contractId === undefined) return refused({ code: 'no-such-contract' })
  if (!(await recordUpliftRule(work.tx, upliftId, { ...rest, contractId }))) return refused({ code: 'too-many' })
  await work.audit(
    'uplift.rule-added',
    { type: 'uplift', id: upliftId },
    { change: rule.change, amount: String(rule.amount) },
  )
  return done(null)
}

export async function dropUpliftRule(
  work: Work,
  { upliftId, position }: { readonly upliftId: string; readonly position: number },
): Promise<Outcome<null, { readonly code: 'not-a-draft' }>> {
  const uplift = await lockUplift(work.tx, upliftId)
  if (uplift.status !== 'draft') return refused({ code: 'not-a-draft' })
  await removeUpliftRule(work.tx, upliftId, position)
  await work.audit('uplift.rule-removed', { type: 'uplift', id: upliftId }, { position })
  return done(null)
}
