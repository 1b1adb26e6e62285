import { isAfter, type LocalDate } from '../../../core/dates.ts'
import type { Pence } from '../../../core/money.ts'
import type { LifeEventKind } from './life-event.ts'
import type { Cause, Package } from './package.ts'
import { priceSteps } from './price-steps.ts'
import type { VariationStatus } from './variation.ts'

/** One thing that happened in a person's care. Days order it; what happened on one day keeps the order of its kinds. */
export type Happening = OfCare | Told

type About = { readonly day: LocalDate; readonly care: Package }
type OfCare =
  | (About & { readonly kind: 'began' | 'ended' | 'priced' | 'suspended' | 'released' })
  | (About & { readonly kind: 'changed'; readonly cause: Cause })
  | (About & { readonly kind: 'life-event'; readonly id: string; readonly what: LifeEventKind })
  | (About & { readonly kind: 'back'; readonly id: string })
  | (About & { readonly kind: 'asked' | 'answered'; readonly id: string; readonly status: VariationStatus })

type Told =
  | { readonly kind: 'paid'; readonly day: LocalDate; readonly amount: Pence; readonly packages: readonly Package[] }
  | {
      readonly kind: 'document' | 'message' | 'agreement'
      readonly day: LocalDate
      readonly id: string
      readonly text: string
    }

export const MOST_TOLD = 40

/** What has happened up to and with today, newest first. */
export function timelineOf(
  packages: readonly Package[],
  told: readonly Happening[],
  today: LocalDate,
): readonly Happening[] {
  return [...packages.flatMap(happeningsOf), ...told]
    .filter(({ day }) => !isAfter(day, today))
    .toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1))
    .slice(0, MOST_TOLD)
}

function happeningsOf(care: Package): Happening[] {
  const [, ...later] = priceSteps(care)
  const changes = later.map(({ from, cause, version }, index): Happening => {
    const before = priceSteps(care)[index]
    return before?.version === version
      ? { kind: 'priced', day: from, care }
      : { kind: 'changed', day: from, care, cause }
  })
  return [
    { kind: 'began', day: care.startsOn, care },
    ...changes,
    ...(care.endsOn === null ? [] : [{ kind: 'ended', day: care.endsOn, care } as const]),
  ]
}
