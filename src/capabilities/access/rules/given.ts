import type { LocalDate } from '../../../core/dates.ts'
import { permissionsOf, type Mode, type ProviderRole } from './permissions.ts'

export type Target = {
  readonly scope: 'organisation' | 'contract' | 'service'
  readonly contractId: string | null
  readonly serviceId: string | null
}
/** A grant as one gives, asks for or holds it. */
export type GivenGrant = Target & { readonly role: ProviderRole; readonly mode: Mode }
/** The first day without it; null for good. */
export type DatedGrant = GivenGrant & { readonly endsOn: LocalDate | null }

/** The kinds of work that can be asked for. Main is given by the council only. */
export const rolesToAskFor = ['full', 'finance', 'care-management', 'admin', 'signatory'] as const

/** Details and people belong to the whole organisation: admin for one service would look after everybody. */
export function rolesFor(scope: Target['scope']): readonly (typeof rolesToAskFor)[number][] {
  return scope === 'organisation' ? rolesToAskFor : ['full', 'finance', 'care-management', 'signatory']
}

/** The kinds of work with which a permission comes, the narrowest first; authority to sign only where nothing else brings it. */
export function rolesThatBring(permission: string): readonly (typeof rolesToAskFor)[number][] {
  const bringing = rolesToAskFor.filter((role) =>
    permissionsOf({ role, mode: 'edit' }).some((one) => one === permission),
  )
  const lesser = bringing.filter((role) => role !== 'signatory')
  return (lesser.length === 0 ? bringing : lesser).toSorted((one, other) => size(one) - size(other))
}

function size(role: ProviderRole): number {
  return permissionsOf({ role, mode: 'edit' }).length
}

/** Whether it is the same kind of work on the same thing: a person holds each once, reading or writing. */
export function isSameGrant(one: GivenGrant, other: GivenGrant): boolean {
  return one.role === other.role && isSameTarget(one, other)
}

export function isSameTarget(one: Target, other: Target): boolean {
  return one.scope === other.scope && one.contractId === other.contractId && one.serviceId === other.serviceId
}

/** A change of what somebody may do keeps the last days of what is held: what was given for a time stays so. */
export function withHeldDays(
  asked: readonly (GivenGrant & { readonly endsOn?: LocalDate | null })[],
  held: readonly (DatedGrant & { readonly covers: string | null })[],
): readonly DatedGrant[] {
  return asked.map((grant) => {
    const same = held.find((one) => one.covers === null && isSameGrant(one, grant))
    return { ...grant, endsOn: same === undefined ? (grant.endsOn ?? null) : same.endsOn }
  })
}

/** What is asked for beyond what is held; undefined when something held would be changed or ended. Main stays as it is. */
export function additions(
  asked: readonly GivenGrant[],
  held: readonly (GivenGrant & { readonly covers: string | null })[],
): readonly GivenGrant[] | undefined {
  const own = held.filter(({ role, covers }) => role !== 'main' && covers === null)
  const keeps = own.every((grant) => asked.some((one) => isSameGrant(one, grant) && one.mode === grant.mode))
  return keeps ? asked.filter((grant) => !own.some((one) => isSameGrant(one, grant))) : undefined
}

/** Whether asking for these asks for nothing more or other than is held. */
export function isAllHeld(
  asked: readonly GivenGrant[],
  held: readonly (GivenGrant & { readonly covers: string | null })[],
): boolean {
  return asked.every((grant) =>
    held.some((one) => one.covers === null && one.mode === grant.mode && isSameGrant(one, grant)),
  )
}

/** Whether everything that is to be given is held by the one who gives, on the same thing or on the whole organisation. */
export function isWithin(held: readonly GivenGrant[], given: GivenGrant): boolean {
  const over = held.filter((grant) => grant.scope === 'organisation' || isSameTarget(grant, given))
  const may = new Set(over.flatMap(permissionsOf))
  return permissionsOf(given).every((permission) => may.has(permission))
}

/** Whether somebody who holds these may look after people and details. */
export function administers({ scope, role, mode }: Pick<GivenGrant, 'scope' | 'role' | 'mode'>): boolean {
  return mode === 'edit' && scope === 'organisation' && permissionsOf({ role, mode }).includes('people.manage')
}

/** A cover of at most a quarter: for longer the person needs grants of their own. */
export const LONGEST_COVER_DAYS = 92

/** Main cannot be lent; a cover for it does the same work as Full. */
export function coverOf(grant: GivenGrant): GivenGrant {
  return grant.role === 'main' ? { ...grant, role: 'full' } : grant
}
