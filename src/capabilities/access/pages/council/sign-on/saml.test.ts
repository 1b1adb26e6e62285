import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../../../../platform/clock.ts'
import { makeCertificate } from '../../../../../platform/seal/make-certificate.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { accessRoutes } from '../../../routes.ts'
import {
  aSamlConnection,
  aSamlService,
  EMAIL,
  throughService,
  type ASamlService,
} from '../../../testing/a-saml-service.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { nearby } from '../../../testing/sign-on.ts'

const HOME = '/council/people/single-sign-on'
let stage: Stage
let site: Site
let service: ASamlService
let pem: string
let old: string

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [accessRoutes(anAccess(stage, { clock: systemClock, outgoing: nearby }))])
  service = await aSamlService()
  pem = (await makeCertificate('A council', systemClock.now())).certificate
  old = (await makeCertificate('A council', new Date(0))).certificate
})
afterAll(async () => {
  await site.close()
  await service.stop()
  await stage.strike()
})

async function anOffice(): Promise<{ readonly councilId: string; readonly visitor: Visitor }> {
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, ['portal-administration'])
  return { councilId: council.id, visitor: aCouncilVisitor(council, accountId) }
}

const entry = () => ({
  issuer: 'https://sts.windows.net/tenant/',
  signInAddress: 'https://login.microsoftonline.com/tenant/saml2?x=1',
  certificates: pem,
  domains: 'example.org',
  emailIsChecked: 'yes',
  admission: 'added',
  groupsClaim: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
  subjectClaim: 'oid',
  acrValues: '',
})

it('is added, tested and put in use, and says what to register at the service', async () => {
  const { visitor } = await anOffice()
  expect((await site.visit(visitor, HOME)).html).toContain(`${HOME}/new/saml`)
  expect((await site.visit(visitor, `${HOME}/new/saml`)).text).toContain('Entity ID of your service')
  const { location } = await site.send(visitor, `${HOME}/new/saml`, entry())
  const page = await site.visit(visitor, location)
  const id = location.slice(HOME.length + 1)
  expect(page.text).toContain(`http://localhost/sign-in/with/${id}/assertion`)
  expect(page.text).toContain(`http://localhost/sign-in/with/${id}/metadata`)
  expect(page.text).toContain('A council')
  expect((await site.send(visitor, `${location}/test`, {})).status).toBe(303)
  expect((await site.visit(visitor, location)).text).toMatch(/Certificate 1 holds today Right/)
  expect((await site.send(visitor, `${location}/use`, { version: '1', use: 'yes' })).status).toBe(303)
  expect((await site.visit(visitor, `${location}/settings`)).html).toContain('BEGIN CERTIFICATE')
})

it('is not put in use with a certificate that has run out, and says so', async () => {
  const { visitor } = await anOffice()
  const { location } = await site.send(visitor, `${HOME}/new/saml`, { ...entry(), certificates: `${pem}\n${old}` })
  await site.send(visitor, `${location}/test`, {})
  expect((await site.visit(visitor, location)).text).toMatch(/Certificate 2 holds today Wrong/)
  expect((await site.send(visitor, `${location}/use`, { version: '1', use: 'yes' })).status).toBe(422)
  const change = { ...entry(), version: '1', acrValues: 'urn:one urn:two' }
  expect((await site.send(visitor, `${location}/settings`, change)).status).toBe(303)
  expect((await site.visit(visitor, `${location}/settings`)).html).toContain('urn:one urn:two')
  expect((await site.send(visitor, `${location}/settings`, change)).text).toContain('Somebody changed the connection')
})

const weak = () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 })
  return publicKey.export({ type: 'spki', format: 'pem' })
}
it.each<readonly [string, () => string, string]>([
  ['issuer', () => '', 'Enter the entity ID'],
  ['issuer', () => 'two words', 'without spaces'],
  ['signInAddress', () => '', 'Enter the address at which'],
  ['signInAddress', () => 'http://id.example.org', 'begin with https://'],
  ['signInAddress', () => 'https://user@id.example.org', 'begin with https://'],
  ['certificates', () => '', 'Paste the certificate'],
  ['certificates', () => 'hello', 'That is not a certificate'],
  ['certificates', weak, 'That is not a certificate'],
  ['acrValues', () => '<acr>', 'Enter strengths'],
  ['domains', () => 'gmail.com', 'Anybody can have an address'],
  ['supplierNumber', () => 'none such', 'No provider of this council'],
])('is not added with a wrong %s, and what was typed stays', async (field, value, words) => {
  const { visitor } = await anOffice()
  const answer = await site.send(visitor, `${HOME}/new/saml`, { ...entry(), [field]: value() })
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(words)])
  if (field !== 'signInAddress')
    expect(answer.html).toContain('value="https://login.microsoftonline.com/tenant/saml2?x=1"')
  expect((await site.visit(visitor, HOME)).text).toContain('No connection yet')
})

it('shows whoever sets it up what the service says of them, before it is in use', async () => {
  const { councilId, visitor } = await anOffice()
  const id = await aSamlConnection(stage, { councilId, id: randomUUID(), service }, { enabled: false })
  service.seat({ nameId: 'abc', attributes: { [EMAIL]: 'ada@elsewhere.example' } })
  const left = await site.send(visitor, `${HOME}/${id}/try`, {})
  const cookie = String(left.headers['set-cookie']).split(';')[0] ?? ''
  const onward = await site.app.inject({ url: left.location, headers: { cookie } })
  const address = /<a class="govuk-link" href="([^"]+)" rel="noreferrer">/.exec(onward.body)?.[1] ?? ''
  const { SAMLResponse, RelayState } = await throughService(address.replaceAll('&amp;', '&'))
  const brought = await site.app.inject({
    method: 'POST',
    url: `/sign-in/with/${id}/assertion`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    payload: new URLSearchParams({ SAMLResponse, RelayState }).toString(),
  })
  expect([brought.statusCode, brought.headers['set-cookie']]).toEqual([303, undefined])
  const seen = await site.app.inject({ url: String(brought.headers.location), headers: { cookie } })
  expect([seen.statusCode, seen.body]).toEqual([200, expect.stringContaining('abc')])
  expect(seen.body).toContain('the email address is not of a domain on the list')
})
