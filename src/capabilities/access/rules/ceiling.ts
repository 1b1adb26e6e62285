import { permissionsOf } from './permissions.ts'
import type { GivenGrant, Target } from './given.ts'

/** Up to which kind of work organisation administrators invite without asking the council, for each width of a grant. */
export type CeilingRole = 'none' | 'finance' | 'care-management' | 'admin' | 'full'
export type Ceiling = Readonly<Record<Target['scope'], CeilingRole>>

export const ceilingScopes = ['organisation', 'contract', 'service'] as const
export const noCeiling: Ceiling = { organisation: 'none', contract: 'none', service: 'none' }

/** Details and people belong to the whole organisation, so there is no admin of less. */
export const ceilingRoles: { readonly [Scope in Target['scope']]: readonly CeilingRole[] } = {
  organisation: ['none', 'care-management', 'finance', 'admin', 'full'],
  contract: ['none', 'care-management', 'finance', 'full'],
  service: ['none', 'care-management', 'finance', 'full'],
}

/** As the setting holds it: one role for every width, as a migration pack brings it, or one for each. */
export function readCeiling(value: unknown): Ceiling {
  if (typeof value === 'string') return { organisation: roleIn(value), contract: roleIn(value), service: roleIn(value) }
  if (typeof value !== 'object' || value === null) return noCeiling
  const each = new Map<string, unknown>(Object.entries(value))
  const of = (scope: Target['scope']) => roleIn(each.get(scope))
  return { organisation: of('organisation'), contract: of('contract'), service: of('service') }
}

function roleIn(value: unknown): CeilingRole {
  return ceilingRoles.organisation.find((role) => role === value) ?? 'none'
}

/** Every permission of the grant is one of the ceiling's for the same width. Main is the council's alone. */
export function isUnderCeiling(ceiling: Ceiling, given: GivenGrant): boolean {
  const most = ceiling[given.scope]
  if (most === 'none' || given.role === 'main') return false
  const may = new Set(permissionsOf({ role: most, mode: 'edit' }))
  return permissionsOf(given).every((permission) => may.has(permission))
}

export function isSameCeiling(one: Ceiling, other: Ceiling): boolean {
  return ceilingScopes.every((scope) => one[scope] === other[scope])
}

export const scopeWords: Readonly<Record<Target['scope'], string>> = {
  organisation: 'the whole organisation',
  contract: 'single contracts',
  service: 'single services',
}
export const ceilingRoleWords: Readonly<Record<CeilingRole, string>> = {
  none: 'nobody',
  'care-management': 'people for care management',
  finance: 'people for finance',
  admin: 'people for admin',
  full: 'people for any kind of work, except the main contact and signatories',
}

/** One for each width in which somebody may be invited: none at all when the council decides about everybody. */
export function ceilingSentences(ceiling: Ceiling): readonly string[] {
  return ceilingScopes
    .filter((scope) => ceiling[scope] !== 'none')
    .map((scope) => `For ${scopeWords[scope]}: ${ceilingRoleWords[ceiling[scope]]}`)
}
