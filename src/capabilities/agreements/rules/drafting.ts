import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Cause } from './content.ts'

export type DraftingRefusal = { readonly code: 'already-drafted' | 'not-commissioned' | 'not-together' }

type Drafted = {
  readonly id: string
  readonly status: string
  readonly provider: { readonly id: string }
  readonly service: { readonly id: string }
  readonly contract: { readonly id: string }
  readonly person: { readonly id: string }
}

/** One agreement is for one person at one service under one contract, and each plan of care has one draft at a time. */
export function mayDraft(packages: readonly Drafted[], drafted: ReadonlySet<string>): Outcome<null, DraftingRefusal> {
  if (packages.some(({ id }) => drafted.has(id))) return refused({ code: 'already-drafted' })
  if (packages.some(({ status }) => status !== 'authorised' && status !== 'active'))
    return refused({ code: 'not-commissioned' })
  const places = packages.map(({ provider, service, contract, person }) =>
    [provider.id, service.id, contract.id, person.id].join(),
  )
  return new Set(places).size > 1 ? refused({ code: 'not-together' }) : done(null)
}

/** What stands agreed of a plan; repriced where the price book has a price since then that its text does not say. */
export type AgreedPlan = { readonly packageId: string; readonly version: number; readonly repriced: boolean }

/**
 * Why a text about this plan is made: as the plan says, the first time. Where it takes the place of an agreed text about the
 * same plan, the plan is not what changed: either the council’s prices did, or something else is put right.
 */
export function causeOfPlan(
  plan: { readonly version: number; readonly cause: Cause },
  agreed: readonly Pick<AgreedPlan, 'version' | 'repriced'>[],
): Cause {
  const same = agreed.find(({ version }) => version === plan.version)
  if (same === undefined) return plan.cause
  return same.repriced ? 'annual-uplift' : 'correction'
}

const IN_ORDER = ['new', 'social-work-decision', 'correction', 'annual-uplift'] as const

/** Why a text about several plans is made: what weighs most to whoever reads it. */
export function causeOf(causes: readonly Cause[]): Cause {
  return IN_ORDER.find((cause) => causes.includes(cause)) ?? 'new'
}
