/**
 * Whose eyes a transaction sees with. The role and its settings are made with `set local`, each a statement of its own,
 * so that the same transaction works on one server and on a cluster distributed by council.
 */
export type Scope = GateScope | CouncilScope | ProviderScope | NarrowProviderScope | DisposerScope
export type FaceScope = Exclude<Scope, GateScope | DisposerScope>

/**
 * Restricted people of whom somebody may know now: what is said, filed and sent about others of them is not there. The
 * product's own work, which is nobody's eyes, goes on about everybody.
 */
type Knowing = { readonly known?: readonly string[] | 'everybody' }

/** Before anyone is known: accounts, sessions and the names of councils, nothing else. */
export type GateScope = { readonly role: 'portal_gate'; readonly accountId?: string }
export type CouncilScope = Knowing & {
  readonly role: 'portal_council'
  readonly councilId: string
  readonly accountId: string
}
export type ProviderScope = Knowing & {
  readonly role: 'portal_provider'
  readonly councilId: string
  readonly providerId: string
  readonly accountId: string
}
/** Grants narrower than the organisation: ids of what is granted, and of what may be named beside it. */
export type NarrowProviderScope = Knowing & {
  readonly role: 'portal_provider_scoped'
  readonly councilId: string
  readonly providerId: string
  readonly accountId: string
  readonly services: readonly string[]
  readonly contracts: readonly string[]
  readonly seenServices: readonly string[]
  readonly seenContracts: readonly string[]
}

/** Empties what was made for trying, when nobody reaches it any more; it sees nothing of any other council. */
export type DisposerScope = { readonly role: 'portal_disposer'; readonly councilId: string }

/** The actor of imports, jobs and the demonstration: no person has this account. */
export const systemAccountId = '00000000-0000-0000-0000-000000000000'

export function systemScope(councilId: string): CouncilScope {
  return { role: 'portal_council', councilId, accountId: systemAccountId, known: 'everybody' }
}

/** For statements that find by key: a plan serves all values and is not made anew for each. */
export const KEPT_PLANS = 'plan_cache_mode=force_generic_plan'

/**
 * What a connection of the gate starts as: nobody signs in through more statements than it takes. All of them find by
 * key, so their plans are kept.
 */
export const gateOptions = `-c role=portal_gate -c platform.account_id=${systemAccountId} -c ${KEPT_PLANS}`

export function settingsOf(scope: Scope): readonly string[] {
  if (scope.role === 'portal_gate') return scope.accountId === undefined ? [] : [setting('account_id', scope.accountId)]
  const role = `set local role ${scope.role}`
  if (scope.role === 'portal_disposer') return [role, setting('council_id', scope.councilId)]
  const common = [
    role,
    setting('council_id', scope.councilId),
    setting('account_id', scope.accountId),
    // Most people have nobody to say, and no statement to send.
    ...(scope.known === undefined || scope.known.length === 0 ? [] : [knownPeopleSetting(scope.known)]),
  ]
  if (scope.role === 'portal_council') return common
  const own = [...common, setting('provider_id', scope.providerId)]
  if (scope.role === 'portal_provider') return own
  return [
    ...own,
    setting('scope_services', ...scope.services),
    setting('scope_contracts', ...scope.contracts),
    setting('seen_services', ...scope.seenServices),
    setting('seen_contracts', ...scope.seenContracts),
  ]
}

/** Opens one restricted person's details to the rest of a transaction. Only what has written who looks may say it. */
export function knownPersonSetting(personId: string): string {
  return setting('known_person', personId)
}

/** Which restricted people the statements that follow may tell of. */
export function knownPeopleSetting(known: Knowing['known'] = []): string {
  return known === 'everybody' ? `set local platform.known_people = 'everybody'` : setting('known_people', ...known)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `set` takes no parameters, so nothing but a canonical uuid may reach its text. */
function setting(name: string, ...ids: readonly string[]): string {
  for (const id of ids) if (!uuid.test(id)) throw new Error(`platform.${name} takes uuids only`)
  return `set local platform.${name} = '${ids.join(' ')}'`
}
