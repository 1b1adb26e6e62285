import { systemAccountId, type FaceScope } from '../../platform/db/scope.ts'
import type { FaceRole, Looker, Relation } from './catalogue.ts'

/** Which column says whose a row is, where it is not called council_id, provider_id, service_id or contract_id. */
type Keys = {
  readonly provider?: string
  readonly service?: string
  readonly contract?: string
  /** Rows of one person, which colleagues do not see either. */
  readonly account?: string
}
const named: Readonly<Record<string, Keys>> = {
  'providers.organisation': { provider: 'id' },
  'published.provider': { provider: 'id' },
  'published.provider_name': { provider: 'id' },
  'providers.service': { service: 'id' },
  'published.service': { service: 'id' },
  'contracts.contract': { contract: 'id' },
  'published.contract': { contract: 'id' },
  'platform.request_key': { account: 'account_id' },
  'platform.draft': { account: 'account_id' },
  'actuals.calendar_feed': { account: 'account_id' },
  'access.password_history': { account: 'account_id' },
}

/** What is seen beyond one's own, each with its reason. Every other row that is not one's own is a leak. */
type Beyond = {
  readonly relations: readonly string[]
  readonly roles: readonly FaceRole[]
  readonly seesAll: 'councils' | 'providers' | 'services'
  readonly why: string
}
export const beyond: readonly Beyond[] = [
  {
    relations: ['platform.council'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'the name and the colour of a council are for everybody',
  },
  {
    relations: [
      'access.account',
      'access.account_event',
      'access.help_request',
      'access.known_browser',
      'access.known_device',
      'access.passkey',
      'access.passkey_ceremony',
      'access.recovery_code',
      'access.session',
      'access.set_up_link',
      'access.sign_in_attempt',
      'access.sign_on_attempt',
      'access.lock_alarm',
      'access.throttle',
    ],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'who somebody is must be found before it is known',
  },
  {
    relations: [
      'access.membership',
      'access.access_grant',
      'access.staff_role',
      'contracts.contract_service',
      'providers.organisation',
      'published.contract_service',
      'published.provider_name',
    ],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'where somebody works is found by their cookie, together with who they are',
  },
  {
    relations: ['platform.notification', 'access.acting'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'how much waits unread, and for whom somebody acts, is found together with who they are',
  },
  {
    relations: ['service_users.need_to_know', 'published.need_to_know'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'of whom somebody may know is found together with who they are',
  },
  {
    relations: ['actuals.calendar_feed'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'a calendar program does not sign in: whose deadlines it asks for is found by the address',
  },
  {
    relations: ['access.api_key', 'access.sandbox'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'a provider’s own system does not sign in: for whom it speaks is found by the hash of its key',
  },
  {
    relations: ['platform.draft'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'its age only: what nobody came back for is forgotten at night',
  },
  {
    relations: ['access.scim_token', 'access.sign_on_connection', 'access.sign_on_group', 'access.sign_on_subject'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'who comes from their organisation’s own sign-in is known by what its service says',
  },
  {
    relations: ['access.policy', 'access.policy_acceptance'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'what a council asks people to accept is asked on their way in',
  },
  {
    relations: ['agreements.agreement', 'agreements.revision', 'agreements.paper'],
    roles: ['portal_gate'],
    seesAll: 'councils',
    why: 'whoever holds a document may ask whether it is real: fingerprints and states, no content and no name',
  },
  {
    relations: ['platform.audit_entry'],
    roles: ['portal_provider', 'portal_provider_scoped'],
    seesAll: 'providers',
    why: 'number and hash only: one’s own entry is chained to the last of the council',
  },
  {
    relations: ['access.access_grant', 'access.contact_request_grant', 'published.signatory'],
    roles: ['portal_provider_scoped'],
    seesAll: 'services',
    why: 'colleagues and what they may do are known in the whole organisation',
  },
]

type Widened = { readonly councils: boolean; readonly providers: boolean; readonly services: boolean }

/** The rows of a table that whoever looks must not see, as a condition; `null` when none is out of reach. */
export function foreignTo(relation: Relation, scope: Looker): string | null {
  const widened = widenedFor(relation.name, scope.role)
  if (widened.councils) return null
  const own = ownConditions(relation, scope, widened)
  return own.length === 0 ? 'true' : `not coalesce(${own.map((condition) => `(${condition})`).join(' and ')}, false)`
}

function widenedFor(name: string, role: FaceRole): Widened {
  const found = beyond.find(({ relations, roles }) => relations.includes(name) && roles.includes(role))?.seesAll
  const councils = found === 'councils'
  const providers = councils || found === 'providers'
  return { councils, providers, services: providers || found === 'services' }
}

function ownConditions(relation: Relation, scope: Looker, widened: Widened): string[] {
  const ofPerson = personConditions(relation, scope)
  if (scope.role === 'portal_gate') return ofPerson
  const ofCouncil = [
    ...ofPerson,
    has(relation, 'council_id') ? is('council_id', scope.councilId) : 'false',
    ...nobodyRestricted(relation, scope),
  ]
  if (scope.role === 'portal_council' || widened.providers) return ofCouncil
  const provider = keyOf(relation, 'provider')
  const ofProvider = provider === undefined ? ofCouncil : [...ofCouncil, is(provider, scope.providerId)]
  if (scope.role === 'portal_provider' || widened.services) return ofProvider
  return [...ofProvider, ...narrowConditions(relation, scope)]
}

/** Whoever knows nobody: what is about restricted people is not theirs, in whosever scope it lies. */
function nobodyRestricted(relation: Relation, { known }: FaceScope): string[] {
  if (known === 'everybody') return []
  return has(relation, 'restricted_people') ? [`restricted_people = '{}'`] : []
}

function personConditions({ name }: Relation, { accountId = systemAccountId }: Looker): string[] {
  const account = named[name]?.account
  return account === undefined ? [] : [is(account, accountId)]
}

/** A row of care names both its service and its contract, and either may be granted; a name is seen beside the other. */
function narrowConditions(relation: Relation, scope: Extract<Looker, { role: 'portal_provider_scoped' }>): string[] {
  const [service, contract] = [keyOf(relation, 'service'), keyOf(relation, 'contract')]
  if (service !== undefined && contract !== undefined)
    return [`${among(service, scope.services)} or ${among(contract, scope.contracts)}`]
  if (service !== undefined) return [among(service, scope.seenServices)]
  if (contract !== undefined) return [among(contract, scope.seenContracts)]
  return []
}

function keyOf(relation: Relation, kind: 'provider' | 'service' | 'contract'): string | undefined {
  const column = named[relation.name]?.[kind] ?? `${kind}_id`
  return has(relation, column) ? column : undefined
}

function has({ columns }: Relation, name: string): boolean {
  return columns.some((column) => column.name === name)
}

/** Ids come from the database as canonical uuids. */
function is(column: string, id: string): string {
  return `${column} = '${id}'`
}

function among(column: string, ids: readonly string[]): string {
  return `coalesce(${column} = any ('{${ids.join(',')}}'::uuid[]), false)`
}
