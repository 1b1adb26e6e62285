import type { Work } from '../../../platform/work.ts'
import type { Side } from '../rules/document.ts'

/** The provider face names whose rows it means; the council sees everyone's. */
export function providerOf({ actor: { scope } }: Work): string | undefined {
  return scope.role === 'portal_council' ? undefined : scope.providerId
}

/** Imports and jobs file on the council's behalf. */
export function sideOf({ actor }: Work): Side {
  return actor.face === 'provider' ? 'provider' : 'council'
}
