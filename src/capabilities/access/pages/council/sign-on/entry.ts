import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { SettingsRefusal } from '../../../commands/sign-on/settings.ts'
import { domainsIn, issuerFault, type DomainsFault, type IssuerFault } from '../../../rules/sign-on-entry.ts'
import type { Connection, Settings } from '../../../store/sign-on/connections.ts'

const line = z.string().trim().max(5_000).default('')
export const Entry = z.object({
  issuer: line,
  clientId: line,
  clientSecret: line,
  domains: line,
  emailIsChecked: line,
  admission: line,
  groupsClaim: line,
  subjectClaim: line,
  acrValues: line,
})
export type Entry = z.infer<typeof Entry>
/** What both kinds of connection ask. */
type Shared = Pick<Entry, 'domains' | 'emailIsChecked' | 'admission' | 'groupsClaim' | 'subjectClaim' | 'acrValues'>

export const admissions = [
  { value: 'added', text: 'People who were added here', hint: 'Their roles are kept here.' },
  {
    value: 'added-roles',
    text: 'People who were added here, with roles by their groups',
    hint: 'At each sign-in their roles become those of their groups. Who is in none of them does not come in.',
  },
  {
    value: 'groups',
    text: 'Everybody in one of the groups that give a role',
    hint: 'Who is new is added at the first sign-in. Whose place was ended here does not come back by this.',
  },
] as const

export const emptyEntry: Entry = {
  issuer: '',
  clientId: '',
  clientSecret: '',
  domains: '',
  emailIsChecked: '',
  admission: 'added',
  groupsClaim: 'groups',
  subjectClaim: 'sub',
  acrValues: '',
}

export function entryOf(connection: Connection): Entry {
  return {
    issuer: connection.issuer,
    clientId: connection.clientId,
    clientSecret: '',
    ...sharedOf(connection),
  }
}

export function sharedOf(connection: Connection): Shared {
  const { rolesFollowGroups, addsPeople } = connection
  const byGroups = addsPeople ? 'groups' : 'added-roles'
  return {
    domains: connection.emailDomains.join(', '),
    emailIsChecked: connection.emailIsChecked ? 'yes' : '',
    admission: rolesFollowGroups ? byGroups : 'added',
    groupsClaim: connection.groupsClaim,
    subjectClaim: connection.subjectClaim,
    acrValues: connection.acrValues.join(' '),
  }
}

const issuerWords: Readonly<Record<IssuerFault, string>> = {
  'not-https': 'The issuer must be an address that begins with https://',
  'has-query': 'Enter the issuer itself, without “/.well-known/openid-configuration”, “?” or a user name',
  'shared-tenant': 'Enter the issuer of your own tenant: this one stands for everybody’s',
  'too-long': 'The issuer must be 500 characters or fewer',
}

function domainWords({ code, what }: DomainsFault): string {
  switch (code) {
    case 'none':
      return 'Enter one or more domains, like council.gov.uk'
    case 'too-many':
      return 'Enter 20 domains or fewer'
    case 'not-a-domain':
      return `“${what}” is not a domain. Enter the part after the @, like council.gov.uk`
    case 'everybodys':
      return `Anybody can have an address at ${what}, so it cannot show who works for you`
  }
}

export type Read = { readonly errors: readonly FieldError[]; readonly settings: Settings | undefined }

/** All faults at once; what was typed is kept by the page, but for the secret. */
export function settingsIn(entry: Entry, { localHttp }: { readonly localHttp: boolean }): Read {
  const shared = sharedIn(entry)
  const errors = [...faultsOf(entry, localHttp), ...shared.errors]
  if (errors.length > 0 || shared.settings === undefined) return { errors, settings: undefined }
  const { issuer, clientId } = entry
  const ofKind = { kind: 'oidc', issuer, clientId, signInAddress: '', certificates: [] } as const
  return { errors, settings: { ...ofKind, ...shared.settings } }
}

type SharedSettings = Omit<Settings, 'kind' | 'issuer' | 'clientId' | 'signInAddress' | 'certificates'>

export function sharedIn(entry: Shared): {
  readonly errors: readonly FieldError[]
  readonly settings: SharedSettings | undefined
} {
  const domains = domainsIn(entry.domains)
  const acrValues = entry.acrValues.split(/[\s,]+/).filter((one) => one !== '')
  const errors = [
    ...(domains.ok ? [] : [error('domains', domainWords(domains.refusal))]),
    ...sharedFaultsOf(entry, acrValues),
  ]
  if (errors.length > 0 || !domains.ok) return { errors, settings: undefined }
  const settings = {
    subjectClaim: entry.subjectClaim === 'oid' ? 'oid' : 'sub',
    groupsClaim: entry.groupsClaim,
    emailDomains: domains.value,
    emailIsChecked: entry.emailIsChecked === 'yes',
    rolesFollowGroups: entry.admission !== 'added',
    addsPeople: entry.admission === 'groups',
    acrValues: [...new Set(acrValues)],
  } as const
  return { errors, settings }
}

function faultsOf(entry: Entry, localHttp: boolean): readonly FieldError[] {
  const { issuer, clientId, clientSecret } = entry
  const fault = issuerFault(issuer, { localHttp })
  const checks: readonly (readonly [boolean, FieldError])[] = [
    [issuer === '', error('issuer', 'Enter the issuer')],
    [issuer !== '' && fault !== undefined, error('issuer', fault === undefined ? '' : issuerWords[fault])],
    [clientId === '', error('clientId', 'Enter the client ID')],
    [clientId.length > 200, error('clientId', 'The client ID must be 200 characters or fewer')],
    [clientSecret.length > 1_000, error('clientSecret', 'The client secret must be 1,000 characters or fewer')],
  ]
  return checks.filter(([wrong]) => wrong).map(([, one]) => one)
}

const ACR = /^[A-Za-z0-9_.:/#?=+-]{1,200}$/

function sharedFaultsOf(
  { groupsClaim, subjectClaim, admission }: Shared,
  acrValues: readonly string[],
): readonly FieldError[] {
  const checks: readonly (readonly [boolean, FieldError])[] = [
    [acrValues.length > 10, error('acrValues', 'Enter 10 strengths or fewer')],
    [
      acrValues.some((one) => !ACR.test(one)),
      error('acrValues', 'Enter strengths as your service names them, apart by spaces, like AAL3_ANY'),
    ],
    [
      !/^[A-Za-z0-9_.:/-]{1,100}$/.test(groupsClaim),
      error('groupsClaim', 'Enter the name of the claim, like groups or roles'),
    ],
    [!['sub', 'oid'].includes(subjectClaim), error('subjectClaim', 'Select which claim names a person for good')],
    [!admissions.some(({ value }) => value === admission), error('admission', 'Select who may come in')],
  ]
  return checks.filter(([wrong]) => wrong).map(([, one]) => one)
}

export function error(field: string, text: string): FieldError {
  return { field, text }
}

export const refusalWords: Readonly<Record<SettingsRefusal['code'], FieldError>> = {
  exists: error('supplierNumber', 'There is a connection for them already'),
  'no-provider': error('supplierNumber', 'No provider of this council has this supplier number'),
  changed: error(
    'main-content',
    'Somebody changed the connection while you had this page open. Look again, then decide',
  ),
  'groups-for-staff': error(
    'admission',
    'Groups give roles to council staff only. A provider’s people are added on its own pages',
  ),
  'not-tested': error('main-content', 'Test the connection first: every line of the last test must be right'),
  'no-map': error('main-content', 'No group gives a role yet, so nobody could come in. Say first which groups do'),
  'no-keeper': error('keepers', 'Select one or more administrators who keep their password'),
  'never-used': error(
    'main-content',
    'Nobody has come in through it yet. Sign in through it once, then switch passwords off',
  ),
  off: error('main-content', 'Put the connection in use first'),
  'there-already': error('group', 'This group gives this role already'),
}
