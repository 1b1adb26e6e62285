import { expect, it } from 'vitest'
import { refused } from '../../../core/outcome.ts'
import { assertedIn, decideArrival, isInDomains, isOpenTo, rolesFor, type Asserted, type Known } from './sign-on.ts'
import { domainsIn, issuerFault } from './sign-on-entry.ts'

const rules = { subjectClaim: 'sub', groupsClaim: 'groups', emailIsChecked: false } as const

it.each([
  ['said to be verified', { email_verified: true }, false, true],
  ['said so in words', { email_verified: 'true' }, false, true],
  ['said so by Entra ID', { xms_edov: 1 }, false, true],
  ['said not to be', { email_verified: false }, false, false],
  ['said not to be, though the council trusts its addresses', { email_verified: false }, true, false],
  ['not spoken of', {}, false, false],
  ['not spoken of, where the council trusts its addresses', {}, true, true],
])('an address %s', (_, claims, emailIsChecked, expected) => {
  expect(assertedIn({ email: 'a@b.org', ...claims }, { ...rules, emailIsChecked }).emailIsVerified).toBe(expected)
})

it('takes the user name for an address only where the council trusts its addresses', () => {
  const claims = { sub: 's', preferred_username: 'Ada@Council.gov.uk' }
  expect(assertedIn(claims, rules).email).toBe('')
  expect(assertedIn(claims, { ...rules, emailIsChecked: true }).email).toBe('ada@council.gov.uk')
})

it('reads one group, several or none, and nothing that is no word', () => {
  const groupsOf = (groups: unknown) => assertedIn({ groups }, rules).groups
  expect([groupsOf('one'), groupsOf(['one', 2, null, 'two']), groupsOf(undefined), groupsOf({})]).toEqual([
    ['one'],
    ['one', 'two'],
    [],
    [],
  ])
})

it('gives each role once, in one order', () => {
  const map = [
    { group: 'b', role: 'payments' },
    { group: 'a', role: 'payments' },
    { group: 'a', role: 'brokerage' },
  ] as const
  expect(rolesFor(['a', 'b', 'c'], map)).toEqual(['brokerage', 'payments'])
})

it.each([
  ['ada@council.gov.uk', true],
  ['ada@sub.council.gov.uk', false],
  ['ada@council.gov.uk.evil.example', false],
  ['ada@evil.example@council.gov.uk', false],
  ['@council.gov.uk', false],
  ['council.gov.uk', false],
])('%s is of the domain: %s', (email, expected) => {
  expect(isInDomains(email, ['council.gov.uk'])).toBe(expected)
})

const asserted: Asserted = {
  subject: 's',
  email: 'ada@council.gov.uk',
  emailIsVerified: true,
  name: 'Ada',
  groups: ['g'],
  authenticatedAt: undefined,
  acr: '',
}
const known: Known = {
  accountId: 'a',
  status: 'active',
  locked: false,
  linked: false,
  linkedToAnother: false,
  place: { membershipId: 'm', over: false, keepsPassword: false },
}
const arrival = {
  emailDomains: ['council.gov.uk'],
  rolesFollowGroups: true,
  addsPeople: true,
  acrValues: [],
  map: [{ group: 'g', role: 'brokerage' as const }],
}
const reasonOf = (over: Partial<Asserted>, who: Known | undefined, more: object = {}) => {
  const outcome = decideArrival({ ...asserted, ...over }, who, { ...arrival, ...more })
  return outcome.ok ? outcome.value.kind : outcome.refusal.code
}

it.each<readonly [string, string, Partial<Asserted>, readonly [Known | undefined, object?]]>([
  ['known', 'comes in', {}, [known, {}]],
  ['known', 'was invited and never set up a password', {}, [{ ...known, status: 'invited' }, {}]],
  ['known', 'was linked, and the address is another now', { email: '' }, [{ ...known, linked: true }, {}]],
  ['new', 'has an account and no place here', {}, [{ ...known, place: undefined }, {}]],
  ['new', 'is new', {}, [undefined, {}]],
  ['unknown', 'is new where nobody is added', {}, [undefined, { addsPeople: false }]],
  ['no-subject', 'has no subject', { subject: '' }, [known, {}]],
  [
    'too-weak',
    'signed in less strongly than is asked for',
    { acr: 'weak' },
    [{ ...known, linked: true }, { acrValues: ['strong'] }],
  ],
  ['known', 'signed in strongly enough', { acr: 'strong' }, [known, { acrValues: ['strong', 'stronger'] }]],
  ['no-email', 'has no address', { email: '' }, [undefined, {}]],
  ['email-not-verified', 'has an address that nobody verified', { emailIsVerified: false }, [known, {}]],
  ['wrong-domain', 'is of elsewhere', { email: 'ada@elsewhere.example' }, [known, {}]],
  ['linked-to-another', 'has the address of somebody linked', {}, [{ ...known, linkedToAnother: true }, {}]],
  ['not-active', 'is disabled', {}, [{ ...known, linked: true, status: 'disabled' }, {}]],
  ['locked', 'is locked', {}, [{ ...known, locked: true }, {}]],
  ['place-ended', 'has left', {}, [{ ...known, place: { membershipId: 'm', over: true, keepsPassword: false } }, {}]],
  ['no-role', 'has no group that counts', { groups: [] }, [known, {}]],
  ['no-role', 'is new and has no group that counts', { groups: [] }, [undefined, {}]],
  ['known', 'has no group where roles are kept here', { groups: [] }, [known, { rolesFollowGroups: false }]],
])('%s: who %s', (expected, _, over, [who, more = {}]) => {
  expect(reasonOf(over, who, more)).toBe(expected)
})

it('names the place of whoever lost all groups, and of nobody who has none here', () => {
  const [lost, stranger] = [known, undefined].map((who) => decideArrival({ ...asserted, groups: [] }, who, arrival))
  expect(lost).toMatchObject({ refusal: { code: 'no-role', roleless: 'm' } })
  expect(stranger).toEqual(refused({ code: 'no-role' }))
})

it('leaves the roles of whoever breaks the glass alone', () => {
  const keeper = { ...known, place: { membershipId: 'm', over: false, keepsPassword: true } }
  expect(decideArrival({ ...asserted, groups: [] }, keeper, arrival)).toMatchObject({ value: { roles: undefined } })
})

it('opens to a connection its own place alone, and to a password what does not forbid it', () => {
  const place = { connectionId: 'c', passwordOpens: false }
  expect([isOpenTo(place, 'c'), isOpenTo(place, 'd'), isOpenTo(place, null)]).toEqual([true, false, false])
  expect(isOpenTo({ connectionId: null, passwordOpens: true }, 'c')).toBe(false)
})

it.each([
  ['https://login.microsoftonline.com/8f3c2a1e-0000-4000-8000-000000000000/v2.0', undefined],
  ['https://id.council.gov.uk', undefined],
  ['https://id.council.gov.uk:8443/realms/staff', undefined],
  ['https://login.microsoftonline.com/common/v2.0', 'shared-tenant'],
  ['https://login.microsoftonline.com/Organizations/v2.0', 'shared-tenant'],
  ['http://id.council.gov.uk', 'not-https'],
  ['http://localhost:4000', 'not-https'],
  ['id.council.gov.uk', 'not-https'],
  ['https://id.council.gov.uk/.well-known/openid-configuration', 'has-query'],
  ['https://id.council.gov.uk/?tenant=1', 'has-query'],
  ['https://user@id.council.gov.uk/', 'has-query'],
  [`https://id.council.gov.uk/${'a'.repeat(500)}`, 'too-long'],
])('the issuer %s: %s', (issuer, expected) => {
  expect(issuerFault(issuer, { localHttp: false })).toBe(expected)
})

it('takes an issuer on this machine where development allows it', () => {
  expect(issuerFault('http://localhost:4000', { localHttp: true })).toBeUndefined()
})

it.each([
  ['council.gov.uk', ['council.gov.uk']],
  [' @Council.gov.uk,\n social.council.gov.uk ; council.gov.uk', ['council.gov.uk', 'social.council.gov.uk']],
  ['', 'none'],
  ['council', 'not-a-domain'],
  ['ada@council.gov.uk', 'not-a-domain'],
  ['council.gov.uk gmail.com', 'everybodys'],
  [Array.from({ length: 21 }, (_, at) => `d${String(at)}.gov.uk`).join(' '), 'too-many'],
])('the domains in %j', (text, expected) => {
  const outcome = domainsIn(text)
  expect(outcome.ok ? outcome.value : outcome.refusal.code).toEqual(expected)
})
