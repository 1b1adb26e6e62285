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

/** One agreement is for one person at one service under one contract, and each care has one draft at a time. */
export function mayDraft(packages: readonly Drafted[], drafted: readonly string[]): Outcome<null, DraftingRefusal> {
  if (packages.some(({ id }) => drafted.includes(id))) return refused({ code: 'already-drafted' })
  if (packages.some(({ status }) => status !== 'authorised' && status !== 'active'))
    return refused({ code: 'not-commissioned' })
  const places = packages.map(({ provider, service, contract, person }) =>
    [provider.id, service.id, contract.id, person.id].join(),
  )
  return new Set(places).size > 1 ? refused({ code: 'not-together' }) : done(null)
}

const IN_ORDER = ['new', 'social-work-decision', 'correction', 'annual-uplift'] as const

/** Why a text about several plans is made: what weighs most to whoever reads it. */
export function causeOf(causes: readonly Cause[]): Cause {
  return IN_ORDER.find((cause) => causes.includes(cause)) ?? 'new'
}
