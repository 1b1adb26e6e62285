import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../../../../platform/clock.ts'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncil, aMember, type ACouncil } from '../../../../../testing/world.ts'
import type { FastifyInstance } from 'fastify'
import type { Access } from '../../../commands/access.ts'
import {
  aSamlConnection,
  aSamlService,
  bring,
  EMAIL,
  GROUPS,
  PERSISTENT,
  signInBySaml,
  throughService,
  type ASamlService,
  type Posted,
} from '../../../testing/a-saml-service.ts'
import { aBrowser, aDoor, anAccess } from '../../../testing/an-access.ts'
import { leaveFor, nearby } from '../../../testing/sign-on.ts'

let stage: Stage
let access: Access
let app: FastifyInstance
let service: ASamlService
let stranger: ASamlService
let council: ACouncil
let grouped: ACouncil
const [own, byGroups, strong] = [randomUUID(), randomUUID(), randomUUID()]

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: systemClock, outgoing: nearby })
  ;[service, stranger] = await Promise.all([aSamlService(), aSamlService()])
  ;[council, grouped] = [await aCouncil(stage.build), await aCouncil(stage.build)]
  const demanding = await aCouncil(stage.build)
  await aSamlConnection(stage, { councilId: council.id, id: own, service })
  await aSamlConnection(
    stage,
    { councilId: grouped.id, id: byGroups, service },
    { roles_follow_groups: true, adds_people: true },
  )
  await aSamlConnection(stage, { councilId: demanding.id, id: strong, service }, { acr_values: ['urn:strong'] })
  await stage.build.insert('access.sign_on_group', {
    council_id: grouped.id,
    connection_id: byGroups,
    group_name: 'g-pay',
    role: 'payments',
  })
  app = await aDoor(stage, access, ({ council: offices }, web) => {
    offices.get('/', { config: { permission: 'home.view' } }, (request) => web.visitor(request).workplace)
  })
})
afterAll(async () => {
  await app.close()
  await Promise.all([service.stop(), stranger.stop()])
  await stage.strike()
})

/** Somebody of the council's staff, who is now at the keyboard of the service. */
async function seated(at: ASamlService = service): Promise<string> {
  const { email } = await aMember(stage.build, council.id, null, ['brokerage'])
  at.seat({ nameId: randomUUID(), attributes: { [EMAIL]: email, [GROUPS]: ['g-one', 'g-two'] } })
  return email
}

async function lastReason(councilId = council.id): Promise<unknown> {
  const row = await stage.db.read(systemScope(councilId), (tx) =>
    tx
      .selectFrom('platform.audit_entry')
      .select(['action', 'details'])
      .where('council_id', '=', tx.councilId)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  return row
}

const xmlOf = (posted: Posted) => Buffer.from(posted.SAMLResponse, 'base64').toString('utf8')
const withXml = (posted: Posted, xml: string): Posted => ({
  ...posted,
  SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'),
})
const refusedAs = async (posted: Posted, browser = aBrowser(app)) => {
  const answer = await bring(browser, posted)
  expect([answer.status, answer.html]).toEqual([502, expect.stringContaining('Nobody was signed in')])
  return (await lastReason()) as { readonly details: { readonly detail: string } }
}

it('lets staff in whom the service named, where they were going', async () => {
  await seated()
  const browser = aBrowser(app)
  const back = await signInBySaml(browser, own, '/council/people')
  expect([back.status, back.location]).toEqual([303, '/council/people'])
  expect((await browser.get('/council')).html).toBe(`Council ${council.code}`)
})

it('knows them by the subject from then on, whatever the address', async () => {
  const email = await seated()
  const nameId = randomUUID()
  service.seat({ nameId, attributes: { [EMAIL]: email } })
  expect((await signInBySaml(aBrowser(app), own)).location).toBe('/council')
  service.seat({ nameId, attributes: { [EMAIL]: 'married@elsewhere.example' } })
  expect((await signInBySaml(aBrowser(app), own)).location).toBe('/council')
  service.seat({ nameId: randomUUID(), attributes: { [EMAIL]: email } })
  expect((await signInBySaml(aBrowser(app), own)).status).toBe(403)
})

it('gives roles by the same map of groups, and adds who is in one', async () => {
  const nameId = randomUUID()
  service.seat({ nameId, attributes: { [EMAIL]: `new-${nameId}@example.org`, [GROUPS]: ['g-pay', 'g-other'] } })
  expect((await signInBySaml(aBrowser(app), byGroups)).location).toBe('/council')
  service.seat({ nameId, attributes: { [GROUPS]: ['g-other'] } })
  expect((await signInBySaml(aBrowser(app), byGroups)).status).toBe(403)
  expect(await lastReason(grouped.id)).toMatchObject({ details: { reason: 'no-role' } })
})

it('lets in only who signed in as strongly as is asked for', async () => {
  const found = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    tx.selectFrom('access.sign_on_connection').select('council_id').where('id', '=', strong).executeTakeFirstOrThrow(),
  )
  const { email } = await aMember(stage.build, found.council_id, null, ['brokerage'])
  service.seat({ nameId: randomUUID(), attributes: { [EMAIL]: email } })
  const asked = new URL(await leaveFor(aBrowser(app), strong)).searchParams.get('SAMLRequest') ?? ''
  const { inflateRawSync } = await import('node:zlib')
  expect(inflateRawSync(Buffer.from(asked, 'base64')).toString()).toContain('urn:strong')
  expect((await signInBySaml(aBrowser(app), strong)).status).toBe(403)
  expect(await lastReason(found.council_id)).toMatchObject({ details: { reason: 'too-weak' } })
  service.misbehave({ authnContextClassRef: 'urn:strong' })
  expect((await signInBySaml(aBrowser(app), strong)).location).toBe('/council')
  service.misbehave({})
})

it('takes an answer from the browser that left alone, and once', async () => {
  await seated()
  const browser = aBrowser(app)
  const posted = await throughService(await leaveFor(browser, own))
  const other = aBrowser(app)
  const brought = await bring(other, posted)
  expect(brought.status).toBe(303)
  // Brought by another browser, the word is there and the cookie of the departure is not; nor does the cookie do alone.
  expect((await other.get(brought.location)).status).toBe(422)
  expect((await browser.get(`/sign-in/with/${own}/callback?answer=guess`)).status).toBe(422)
  // Either try took the departure with it.
  expect((await browser.get(brought.location)).status).toBe(422)
  expect((await bring(browser, posted)).status).toBe(422)
})

it('does not let somebody in as the person whom they sent to answer their own request', async () => {
  await seated()
  const attacker = aBrowser(app)
  const victim = aBrowser(app)
  await bring(victim, await throughService(await leaveFor(attacker, own)))
  const answer = await attacker.get(`/sign-in/with/${own}/callback`)
  expect([answer.status, attacker.cookies.has('portal')]).toEqual([422, false])
})

it('takes the first of two answers to one request', async () => {
  await seated()
  const browser = aBrowser(app)
  const posted = await throughService(await leaveFor(browser, own))
  const both = await Promise.all([bring(aBrowser(app), posted), bring(aBrowser(app), posted)])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
})

it('does not take an answer that was used, in another request or sent of the service’s own accord', async () => {
  await seated()
  const used = await throughService(await leaveFor(aBrowser(app), own))
  expect((await bring(aBrowser(app), used)).status).toBe(303)
  const fresh = await throughService(await leaveFor(aBrowser(app), own))
  expect((await refusedAs({ ...used, RelayState: fresh.RelayState })).details.detail).toContain('another request')
  expect((await bring(aBrowser(app), { ...fresh, RelayState: '' })).status).toBe(422)
  // An answer that could not be trusted ended the departure.
  expect((await bring(aBrowser(app), fresh)).status).toBe(422)
})

it.each<readonly [string, object, string]>([
  ['an answer without a signature', { signAssertion: false }, 'not signed'],
  ['a signature of the response alone', { signAssertion: false, signResponse: true }, 'not signed'],
  ['SHA-1', { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' }, 'SHA-256'],
  ['another audience', { audience: 'https://elsewhere.example' }, 'audience'],
  ['another recipient', { recipient: 'https://elsewhere.example/acs' }, 'not said to us'],
  ['another destination', { destination: 'https://elsewhere.example/acs' }, 'another address'],
  ['another service', { issuer: 'https://elsewhere.example' }, 'another service'],
  ['an assertion that is over', { lifetimeInSeconds: -120 }, 'SAML assertion'],
  ['an assertion for another request', { inResponseTo: '_another' }, 'another request'],
])('does not take %s', async (_, options, words) => {
  await seated()
  service.misbehave(options)
  const posted = await throughService(await leaveFor(aBrowser(app), own))
  service.misbehave({})
  expect((await refusedAs(posted)).details.detail).toContain(words)
})

it('does not take what another key signed, however right it is otherwise', async () => {
  await seated()
  await seated(stranger)
  const address = new URL(await leaveFor(aBrowser(app), own))
  stranger.misbehave({ issuer: service.entityId })
  const there = new URL(address.search, stranger.signInAddress)
  const posted = await throughService(there.href)
  stranger.misbehave({})
  expect((await refusedAs(posted)).details.detail).toContain('signature')
})

it('does not take an answer in which one letter of what was signed is another', async () => {
  const email = await seated()
  const posted = await throughService(await leaveFor(aBrowser(app), own))
  const changed = withXml(posted, xmlOf(posted).replace(email, email.replace(/^./, '0')))
  expect((await refusedAs(changed)).details.detail).toContain('signature')
})

/** What the signature is of stays in the document and stays right; what would be read is another assertion. */
const wrappings: readonly (readonly [string, (xml: string, forged: string, real: string) => string])[] = [
  ['beside it, before', (xml, forged, real) => xml.replace(real, forged + real)],
  ['beside it, after', (xml, forged, real) => xml.replace(real, real + forged)],
  [
    'around it',
    (xml, forged, real) => xml.replace(real, forged.replace('</saml:Assertion>', `${real}</saml:Assertion>`)),
  ],
  [
    'in its place, the real one in an extension',
    (xml, forged, real) => xml.replace(real, `<samlp:Extensions>${real}</samlp:Extensions>${forged}`),
  ],
  [
    'in its place, the real one inside the signature',
    (xml, forged, real) => {
      const signature = /<Signature.*<\/Signature>/s.exec(real)?.[0] ?? ''
      const bare = real.replace(signature, '')
      const holding = signature.replace('</Signature>', `<Object>${bare}</Object></Signature>`)
      return xml.replace(real, forged.replace('</saml:Issuer>', `</saml:Issuer>${holding}`))
    },
  ],
]
it.each(wrappings)('does not take a forged assertion %s', async (_, wrap) => {
  const email = await seated()
  const victim = await aMember(stage.build, council.id, null, ['portal-administration'])
  const posted = await throughService(await leaveFor(aBrowser(app), own))
  const xml = xmlOf(posted)
  const real = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? ''
  const unsigned = real.replace(/<Signature.*<\/Signature>/s, '')
  const forged = unsigned.replaceAll(email, victim.email).replace(/ID="[^"]+"/, 'ID="_forged"')
  const wrapped = wrap(xml, forged, real)
  expect(wrapped).toContain(victim.email)
  await refusedAs(withXml(posted, wrapped))
})

it('does not read half of a name that a comment cuts in two', async () => {
  const { email } = await aMember(stage.build, council.id, null, ['portal-administration'])
  const attacker = `${email}.attacker.example`
  service.seat({ nameId: attacker, format: PERSISTENT, attributes: { [EMAIL]: attacker } })
  const posted = await throughService(await leaveFor(aBrowser(app), own))
  const cut = xmlOf(posted).replaceAll(attacker, `${email}<!-- -->.attacker.example`)
  expect((await refusedAs(withXml(posted, cut))).details.detail).toContain('comment')
})

it.each([
  ['no XML', Buffer.from('hello').toString('base64')],
  ['no base64', '<xml/>'],
  ['nothing', ''],
  [
    'a document type',
    Buffer.from('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>').toString('base64'),
  ],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]).toString('base64')],
])('does not take %s for an answer', async (_, SAMLResponse) => {
  await seated()
  const posted = await throughService(await leaveFor(aBrowser(app), own))
  await refusedAs({ ...posted, SAMLResponse })
})

it('says that the service said no', async () => {
  const browser = aBrowser(app)
  const posted = await throughService(await leaveFor(browser, own))
  const no = xmlOf(posted).replace('status:Success', 'status:Requester')
  const answer = await bring(browser, withXml(posted, no))
  expect([answer.status, answer.html]).toEqual([422, expect.stringContaining('did not let you through')])
})

it('shows the service who we are, also before it is in use', async () => {
  const page = await app.inject(`/sign-in/with/${own}/metadata`)
  expect(page.headers['content-type']).toContain('application/samlmetadata+xml')
  expect(page.body).toContain(`entityID="http://localhost/sign-in/with/${own}/metadata"`)
  expect(page.body).toContain(`Location="http://localhost/sign-in/with/${own}/assertion"`)
  expect(page.body).toContain('WantAssertionsSigned="true"')
  expect((await app.inject(`/sign-in/with/${randomUUID()}/metadata`)).statusCode).toBe(404)
})

it('asks the service again before an act that binds', async () => {
  await seated()
  const browser = aBrowser(app)
  await signInBySaml(browser, own)
  const left = await browser.post('/sign-in/again')
  const onward = await browser.get(left.location)
  const address = /<a class="govuk-link" href="([^"]+)" rel="noreferrer">/.exec(onward.html)?.[1] ?? ''
  const posted = await throughService(address.replaceAll('&amp;', '&'))
  const brought = await bring(browser, posted)
  const proved = await browser.get(brought.location)
  expect([proved.status, proved.html]).toEqual([200, expect.stringContaining('You have shown that it is you')])
})
