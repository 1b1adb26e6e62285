import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../../../../platform/clock.ts'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { unseal } from '../../../../../platform/secrets.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import type { Access } from '../../../commands/access.ts'
import { ownerOfSecret } from '../../../commands/sign-on/issuer.ts'
import { accessRoutes } from '../../../routes.ts'
import { getConnection } from '../../../store/sign-on/connections.ts'
import { anAccess } from '../../../testing/an-access.ts'
import { anIssuer, throughIssuer, type AnIssuer } from '../../../testing/an-issuer.ts'
import { aConnection, nearby } from '../../../testing/sign-on.ts'

const HOME = '/council/people/single-sign-on'
let stage: Stage
let access: Access
let site: Site
let issuer: AnIssuer
const tried = randomUUID()

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock: systemClock, outgoing: nearby })
  site = await aSite(stage, [accessRoutes(access)])
  issuer = await anIssuer([tried])
})
afterAll(async () => {
  await site.close()
  await issuer.stop()
  await stage.strike()
})

type Office = { readonly council: ACouncil; readonly visitor: Visitor; readonly membershipId: string }

async function anOffice(): Promise<Office> {
  const council = await aCouncil(stage.build)
  const { accountId, membershipId } = await aMember(stage.build, council.id, null, ['portal-administration'])
  return { council, visitor: aCouncilVisitor(council, accountId), membershipId }
}

const entry = () => ({
  issuer: issuer.origin,
  clientId: issuer.clientId,
  clientSecret: issuer.clientSecret,
  domains: 'example.org',
  admission: 'added',
  groupsClaim: 'groups',
  subjectClaim: 'sub',
})
const connectionAt = ({ council }: Office, id: string) =>
  stage.db.read(systemScope(council.id), (tx) => getConnection(tx, id))
async function added(office: Office): Promise<string> {
  return (await site.send(office.visitor, `${HOME}/new`, entry())).location.slice(HOME.length + 1)
}
const versionOf = async (office: Office, id: string) => String((await connectionAt(office, id)).rowVersion)

it('is added, tested and put in use, and its secret is shown to nobody', async () => {
  const office = await anOffice()
  expect((await site.visit(office.visitor, HOME)).text).toContain('No connection yet')
  const id = await added(office)
  const page = await site.visit(office.visitor, `${HOME}/${id}`)
  expect(page.text).toContain(`http://localhost/sign-in/with/${id}/callback`)
  expect(page.text).toContain('Not tested')
  const early = await site.send(office.visitor, `${HOME}/${id}/use`, { version: '1', use: 'yes' })
  expect([early.status, early.text]).toEqual([422, expect.stringContaining('Test the connection first')])
  expect((await site.send(office.visitor, `${HOME}/${id}/test`, {})).status).toBe(303)
  expect((await site.visit(office.visitor, `${HOME}/${id}`)).text).not.toContain('Wrong')
  expect((await site.send(office.visitor, `${HOME}/${id}/use`, { version: '1', use: 'yes' })).status).toBe(303)
  const connection = await connectionAt(office, id)
  expect([connection.enabled, connection.secret === null]).toEqual([true, false])
  const settings = await site.visit(office.visitor, `${HOME}/${id}/settings`)
  expect(settings.html).not.toContain(issuer.clientSecret)
  const sealed = connection.secret ?? { cipher: Buffer.alloc(0), keyVersion: 0 }
  expect(unseal(access.secrets, sealed, ownerOfSecret(connection))).toBe(issuer.clientSecret)
})

it.each([
  ['issuer', '', 'Enter the issuer'],
  ['issuer', 'http://id.example.org', 'begins with https://'],
  ['issuer', 'https://login.microsoftonline.com/common/v2.0', 'your own tenant'],
  ['issuer', 'https://id.example.org/.well-known/openid-configuration', 'without “/.well-known'],
  ['clientId', ' ', 'Enter the client ID'],
  ['clientSecret', 'x'.repeat(1_001), '1,000 characters or fewer'],
  ['domains', '', 'Enter one or more domains'],
  ['domains', 'gmail.com', 'Anybody can have an address at gmail.com'],
  ['groupsClaim', 'two words', 'Enter the name of the claim'],
  ['admission', 'everybody', 'Select who may come in'],
  ['supplierNumber', 'none such', 'No provider of this council'],
])('is not added with %s %j, and what was typed stays', async (field, value, words) => {
  const office = await anOffice()
  const answer = await site.send(office.visitor, `${HOME}/new`, { ...entry(), [field]: value })
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(words)])
  if (field !== 'clientId') expect(answer.html).toContain(`value="${issuer.clientId}"`)
  expect(answer.html).not.toContain(issuer.clientSecret)
})

it('is there once for the same people, and once for a provider, without groups', async () => {
  const office = await anOffice()
  await added(office)
  expect((await site.send(office.visitor, `${HOME}/new`, entry())).text).toContain('There is a connection for them')
  const provider = await aProvider(stage.build, office.council.id)
  const supplierNumber = provider.id.slice(0, 8)
  const byGroups = { ...entry(), supplierNumber, admission: 'groups' }
  expect((await site.send(office.visitor, `${HOME}/new`, byGroups)).text).toContain('council staff only')
  expect((await site.send(office.visitor, `${HOME}/new`, { ...entry(), supplierNumber })).status).toBe(303)
})

it('says what the test found: nobody there, or a secret that is not right', async () => {
  const office = await anOffice()
  const id = await added(office)
  const change = async (over: object) =>
    site.send(office.visitor, `${HOME}/${id}/settings`, { ...entry(), version: await versionOf(office, id), ...over })
  await change({ clientSecret: 'another' })
  await site.send(office.visitor, `${HOME}/${id}/test`, {})
  expect((await site.visit(office.visitor, `${HOME}/${id}`)).text).toMatch(/Knows the client ID and secret Wrong/)
  await change({ issuer: 'http://localhost:1' })
  await site.send(office.visitor, `${HOME}/${id}/test`, {})
  expect((await site.visit(office.visitor, `${HOME}/${id}`)).text).toContain('it does not answer')
})

it('keeps its secret when none is typed, and refuses a change of what somebody else changed', async () => {
  const office = await anOffice()
  const id = await added(office)
  const before = (await connectionAt(office, id)).secret
  const change = { ...entry(), clientSecret: '', domains: 'example.org, example.com', version: '1' }
  expect((await site.send(office.visitor, `${HOME}/${id}/settings`, change)).status).toBe(303)
  expect((await connectionAt(office, id)).secret).toEqual(before)
  const stale = await site.send(office.visitor, `${HOME}/${id}/settings`, change)
  expect([stale.status, stale.text]).toEqual([422, expect.stringContaining('Somebody changed the connection')])
})

it('forgets who was linked when it becomes another service, and ends their sessions', async () => {
  const office = await anOffice()
  const id = await added(office)
  const person = await aMember(stage.build, office.council.id, null)
  const linked = { council_id: office.council.id, connection_id: id, account_id: person.accountId }
  await stage.build.insert('access.sign_on_subject', {
    ...linked,
    subject: 's',
    linked_at: new Date(0),
    last_used_at: new Date(0),
  })
  await stage.build.insert('access.session', {
    token_hash: Buffer.from(id),
    account_id: person.accountId,
    created_at: new Date(0),
    last_seen_at: new Date(0),
    via_council_id: office.council.id,
    via_connection_id: id,
  })
  expect((await site.visit(office.visitor, `${HOME}/${id}/people`)).text).toContain(person.email)
  await site.send(office.visitor, `${HOME}/${id}/settings`, { ...entry(), version: '1', subjectClaim: 'oid' })
  expect((await site.visit(office.visitor, `${HOME}/${id}/people`)).text).toContain('Nobody yet')
  expect(await sessionsThrough(id)).toBe(0)
})

const sessionsThrough = async (id: string) =>
  (
    await stage.db.read({ role: 'portal_gate' }, (tx) =>
      tx.selectFrom('access.session').select('account_id').where('via_connection_id', '=', id).execute(),
    )
  ).length

it('maps groups to roles, each once', async () => {
  const office = await anOffice()
  const id = await added(office)
  const send = (fields: Record<string, string>) => site.send(office.visitor, `${HOME}/${id}/groups`, fields)
  expect((await send({ group: '', role: '' })).text).toContain('Enter the group')
  expect((await send({ group: 'g', role: 'king' })).status).toBe(422)
  expect((await send({ group: 'g', role: 'payments' })).status).toBe(303)
  expect((await send({ group: 'g', role: 'payments' })).text).toContain('gives this role already')
  expect((await site.visit(office.visitor, `${HOME}/${id}/groups`)).text).toContain('Payments')
  await site.send(office.visitor, `${HOME}/${id}/groups/removal`, { group: 'g', role: 'payments' })
  expect((await site.visit(office.visitor, `${HOME}/${id}/groups`)).text).toContain('No group gives a role yet')
})

it('switches passwords off only when the other way was used and somebody keeps theirs', async () => {
  const office = await anOffice()
  const id = await aConnection(stage, access, { councilId: office.council.id, issuer })
  const clerk = await aMember(stage.build, office.council.id, null, ['brokerage'])
  const send = async (keepers: readonly string[]) =>
    site.send(office.visitor, `${HOME}/${id}/passwords`, {
      version: await versionOf(office, id),
      passwords: 'off',
      keepers,
    })
  expect((await send([office.membershipId])).text).toContain('Nobody has come in through it yet')
  await stage.db.write({ role: 'portal_gate' }, (tx) =>
    tx
      .updateTable('access.sign_on_connection')
      .set({ last_used_at: new Date(0) })
      .where('id', '=', id)
      .execute(),
  )
  expect((await send([])).text).toContain('Select one or more administrators')
  expect((await send([clerk.membershipId])).text).toContain('Select one or more administrators')
  await stage.build.insert('access.session', {
    token_hash: Buffer.from(`by password ${id}`),
    account_id: clerk.accountId,
    created_at: new Date(0),
    last_seen_at: new Date(0),
    council_id: office.council.id,
    membership_id: clerk.membershipId,
  })
  expect((await send([office.membershipId])).status).toBe(303)
  expect((await site.visit(office.visitor, `${HOME}/${id}/passwords`)).text).toContain('open no place of staff')
  const left = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    tx.selectFrom('access.session').select('browser').where('account_id', '=', clerk.accountId).execute(),
  )
  expect(left).toEqual([])
})

it('shows whoever sets it up what the service says of them, and lets nobody in by that', async () => {
  const office = await anOffice()
  await aConnection(stage, access, { councilId: office.council.id, id: tried, issuer }, { enabled: false })
  issuer.seat({ sub: 'abc', email: 'ada@elsewhere.example', email_verified: true, groups: ['g-one'] })
  const left = await site.send(office.visitor, `${HOME}/${tried}/try`, {})
  const away = String(left.headers['set-cookie']).split(';')[0] ?? ''
  const headers = { cookie: away }
  const onward = await site.app.inject({ url: left.location, headers })
  const address = /<a class="govuk-link" href="([^"]+)" rel="noreferrer">/.exec(onward.body)?.[1] ?? ''
  const back = await site.app.inject({ url: await throughIssuer(address.replaceAll('&amp;', '&')), headers })
  expect([back.statusCode, back.body]).toEqual([200, expect.stringContaining('g-one')])
  expect(back.body).toContain('the email address is not of a domain on the list')
  expect(String(back.headers['set-cookie'])).not.toContain('portal=')
})

it('is not there for another council, and changed by nobody who may only look', async () => {
  const [office, other] = [await anOffice(), await anOffice()]
  const id = await added(office)
  for (const page of ['', '/settings', '/groups', '/passwords', '/people'])
    expect((await site.visit(other.visitor, `${HOME}/${id}${page}`)).status).toBe(404)
  expect((await site.send(other.visitor, `${HOME}/${id}/use`, { version: '1', use: 'yes' })).status).toBe(404)
  const looker = aCouncilVisitor(office.council, office.visitor.accountId, { permissions: ['people.view'] })
  expect((await site.visit(looker, `${HOME}/${id}`)).html).not.toContain(`${id}/use"`)
  expect((await site.send(looker, `${HOME}/${id}/use`, { version: '1', use: 'yes' })).status).toBe(403)
})
