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
})
export type Entry = z.infer<typeof Entry>

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
}

export function entryOf(connection: Connection): Entry {
  const { rolesFollowGroups, addsPeople } = connection
  const byGroups = addsPeople ? 'groups' : 'added-roles'
  return {
    issuer: connection.issuer,
    clientId: connection.clientId,
    clientSecret: '',
    domains: connection.emailDomains.join(', '),
    emailIsChecked: connection.emailIsChecked ? 'yes' : '',
    admission: rolesFollowGroups ? byGroups : 'added',
    groupsClaim: connection.groupsClaim,
    subjectClaim: connection.subjectClaim,
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

type Read = { readonly errors: readonly FieldError[]; readonly settings: Settings | undefined }

/** All faults at once; what was typed is kept by the page, but for the secret. */
export function settingsIn(entry: Entry, { localHttp }: { readonly localHttp: boolean }): Read {
  const domains = domainsIn(entry.domains)
  const errors = [
    ...faultsOf(entry, localHttp),
    ...(domains.ok ? [] : [error('domains', domainWords(domains.refusal))]),
  ]
  if (errors.length > 0 || !domains.ok) return { errors, settings: undefined }
  const settings = {
    issuer: entry.issuer,
    clientId: entry.clientId,
    subjectClaim: entry.subjectClaim === 'oid' ? 'oid' : 'sub',
    groupsClaim: entry.groupsClaim,
    emailDomains: domains.value,
    emailIsChecked: entry.emailIsChecked === 'yes',
    rolesFollowGroups: entry.admission !== 'added',
    addsPeople: entry.admission === 'groups',
  } as const
  return { errors, settings }
}

function faultsOf(entry: Entry, localHttp: boolean): readonly FieldError[] {
  const { issuer, clientId, clientSecret, groupsClaim, subjectClaim, admission } = entry
  const fault = issuerFault(issuer, { localHttp })
  const checks: readonly (readonly [boolean, FieldError])[] = [
    [issuer === '', error('issuer', 'Enter the issuer')],
    [issuer !== '' && fault !== undefined, error('issuer', fault === undefined ? '' : issuerWords[fault])],
    [clientId === '', error('clientId', 'Enter the client ID')],
    [clientId.length > 200, error('clientId', 'The client ID must be 200 characters or fewer')],
    [clientSecret.length > 1_000, error('clientSecret', 'The client secret must be 1,000 characters or fewer')],
    [
      !/^[A-Za-z0-9_.:/-]{1,100}$/.test(groupsClaim),
      error('groupsClaim', 'Enter the name of the claim, like groups or roles'),
    ],
    [!['sub', 'oid'].includes(subjectClaim), error('subjectClaim', 'Select which claim names a person for good')],
    [!admissions.some(({ value }) => value === admission), error('admission', 'Select who may come in')],
  ]
  return checks.filter(([wrong]) => wrong).map(([, one]) => one)
}

function error(field: string, text: string): FieldError {
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
