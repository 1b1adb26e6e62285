import { z } from 'zod'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import { rolesFor, type GivenGrant } from '../../rules/given.ts'
import type { ProviderRole } from '../../rules/permissions.ts'
import type { TargetChoice } from '../../store/granting.ts'

/** The first of two steps: what the grant is for decides what is asked next. */
export const ScopeQuery = z.object({ scope: z.enum(['organisation', 'contract', 'service']).optional() })

export const GrantEntry = z.object({
  scope: z.enum(['organisation', 'contract', 'service']),
  targets: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(500)])
    .optional()
    .default([]),
  role: z.enum(['full', 'finance', 'care-management', 'admin', 'signatory', 'main']).optional(),
  mode: z.enum(['edit', 'read-only']).optional(),
})
export type GrantEntry = z.infer<typeof GrantEntry>
type Read =
  | { readonly ok: true; readonly grants: readonly GivenGrant[] }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

/** Only what the page offered: a service of somebody else is a service that was not chosen. */
export function readGrants(
  { scope, role, mode, targets: ids }: GrantEntry,
  targets: readonly TargetChoice[],
  { main }: { readonly main: boolean },
): Read {
  const chosen = targets.filter((target) => target.scope === scope && ids.includes(target.id))
  const offered = rolesOffered(scope, main)
  const errors = [
    ...(scope !== 'organisation' && chosen.length === 0 ? [{ field: 'targets', text: targetWords[scope] }] : []),
    ...(!offered.some((one) => one === role) ? [{ field: 'role', text: roleWords(role) }] : []),
    ...(mode === undefined ? [{ field: 'mode', text: 'Select whether the person may change things' }] : []),
  ]
  if (errors.length > 0 || role === undefined || mode === undefined) return { ok: false, errors }
  const work = { scope, role, mode, contractId: null, serviceId: null }
  if (scope === 'organisation') return { ok: true, grants: [work] }
  const key = scope === 'contract' ? 'contractId' : 'serviceId'
  return { ok: true, grants: chosen.map(({ id }) => ({ ...work, [key]: id })) }
}

export function rolesOffered(scope: GivenGrant['scope'], main: boolean): readonly ProviderRole[] {
  return main && scope === 'organisation' ? [...rolesFor(scope), 'main'] : rolesFor(scope)
}

const targetWords = { service: 'Select one or more services', contract: 'Select one or more contracts' } as const

function roleWords(role: ProviderRole | undefined): string {
  return role === 'main' ? 'Only the council gives Main. Select another kind of work' : 'Select the kind of work'
}
