import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixedClock } from '../../../../../platform/clock.ts'
import { systemScope } from '../../../../../platform/db/scope.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { gate } from '../../../commands/access.ts'
import { findVisitor } from '../../../find-visitor.ts'
import { REQUESTS_PER_MINUTE } from '../../../rules/api-keys.ts'
import { accessRoutes } from '../../../routes.ts'
import { anAccess } from '../../../testing/an-access.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [accessRoutes(anAccess(stage, { clock: stage.clock }))])
  council = await aCouncil(stage.build)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const keyIn = (html: string): string => /<code[^>]*>(portal_[\w-]{43})<\/code>/.exec(html)?.[1] ?? ''
const endIn = (html: string): string => /action="([^"]+\/end)"/.exec(html)?.[1] ?? ''
const whole = { name: 'Rosters', abilities: ['record-actuals'], service: 'all', days: '90' }

function whoBrings(key: string, at = '2025-04-10T09:00:00Z', permission = 'actuals.record') {
  const access = anAccess(stage, { clock: fixedClock(at) })
  return findVisitor(access)({
    cookies: {},
    headers: { authorization: `Bearer ${key}` },
    routeOptions: { config: { bearer: true, permission } },
  })
}

async function make(fields: object = {}) {
  provider = await aProvider(stage.build, council.id)
  const visitor = aProviderVisitor(provider)
  const made = await site.send(visitor, '/provider/api-keys', { ...whole, ...fields })
  return { visitor, made, key: keyIn(made.html) }
}

async function auditOf(): Promise<readonly string[]> {
  const rows = await stage.db.read(systemScope(council.id), (tx) =>
    tx
      .selectFrom('platform.audit_entry')
      .select('action')
      .where('council_id', '=', tx.councilId)
      .where('action', 'like', 'api-key.%')
      .orderBy('seq', 'desc')
      .execute(),
  )
  return rows.map(({ action }) => action)
}

it('makes a key that is shown once and speaks for its organisation alone', async () => {
  provider = await aProvider(stage.build, council.id)
  const visitor = aProviderVisitor(provider)
  expect((await site.visit(visitor, '/provider/api-keys')).text).toContain('No key yet')
  const form = { ...whole, _key: randomUUID() }
  const made = await site.send(visitor, '/provider/api-keys', form)
  const key = keyIn(made.html)
  expect([made.status, key.length]).toEqual([200, 50])
  expect((await site.send(visitor, '/provider/api-keys', form)).text).toContain('The key was made already')
  const page = await site.visit(visitor, '/provider/api-keys')
  expect(page.html).not.toContain(key)
  expect(page.text).toMatch(/Rosters Record actuals Whole organisation .*Never Works Last day 8 July 2025/)
  const found = await whoBrings(key)
  expect(found).toMatchObject({
    face: 'provider',
    name: 'Rosters (API)',
    scope: { role: 'portal_provider', councilId: council.id, providerId: provider.id },
  })
  expect([...(found?.permissions ?? [])]).toEqual(['packages.view', 'actuals.view', 'actuals.record'])
  expect((await site.visit(visitor, '/provider/api-keys')).text).not.toContain('Never')
})

it('sees one service when it was made for one', async () => {
  provider = await aProvider(stage.build, council.id)
  const visitor = aProviderVisitor(provider)
  const { serviceId, contractId } = provider
  const made = await site.send(visitor, '/provider/api-keys', { ...whole, service: serviceId })
  expect((await whoBrings(keyIn(made.html)))?.scope).toMatchObject({
    role: 'portal_provider_scoped',
    services: [serviceId],
    seenContracts: [contractId],
  })
})

it('is nobody once it has expired or was ended, and puts that on record once', async () => {
  const { visitor, key } = await make()
  expect(await whoBrings(key, '2025-07-08T22:00:00Z')).not.toBeNull()
  expect(await whoBrings(key, '2025-07-09T09:00:00Z')).toBeNull()
  const end = endIn((await site.visit(visitor, '/provider/api-keys')).html)
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.send(stranger, end, {})).status).toBe(404)
  expect((await site.send(visitor, end, {})).status).toBe(303)
  expect((await site.send(visitor, end, {})).status).toBe(404)
  expect(await whoBrings(key, '2025-07-09T09:01:00Z')).toBeNull()
  expect((await auditOf()).slice(0, 3)).toEqual(['api-key.ended', 'api-key.refused', 'api-key.made'])
})

it.each(['', 'portal_short', `portal_${'x'.repeat(43)}`])('is nobody with %j', async (key) => {
  expect(await whoBrings(key)).toBeNull()
})

it('opens nothing by a cookie where a key is asked for', async () => {
  const access = anAccess(stage, { clock: stage.clock })
  const found = await findVisitor(access)({
    cookies: { session: 'any', '__Host-session': 'any' },
    headers: {},
    routeOptions: { config: { bearer: true, permission: 'actuals.view' } },
  })
  expect(found).toBeNull()
})

it('is told to wait when it asks too often in one minute, and works in the next', async () => {
  const { key } = await make()
  await whoBrings(key)
  await stage.db.write(gate, (tx) =>
    tx
      .updateTable('access.api_key')
      .set({ used_in_window: REQUESTS_PER_MINUTE })
      .where('council_id', '=', council.id)
      .where('provider_id', '=', provider.id)
      .execute(),
  )
  await expect(whoBrings(key, '2025-04-10T09:00:20Z')).rejects.toMatchObject({ retryAfterSeconds: 40 })
  expect(await whoBrings(key, '2025-04-10T09:01:00Z')).not.toBeNull()
})

it.each([
  ['name', '', 'Enter a name for the key'],
  ['name', 'x'.repeat(61), '60 characters or fewer'],
  ['abilities', 'everything', 'Select what the key may do'],
  ['service', randomUUID(), 'Select the whole organisation or one of its services'],
  ['service', 'some', 'Select the whole organisation or one of its services'],
  ['reach', `${randomUUID()} weekly`, 'Select live, or one of your sandboxes'],
  ['reach', 'everywhere', 'Select live, or one of your sandboxes'],
  ['days', '4000', 'Select how long it works'],
])('makes none with %s %j', async (field, value, words) => {
  const { made } = await make({ [field]: value })
  expect([made.status, made.text]).toEqual([422, expect.stringContaining(words)])
})

const replacementIn = (html: string): string => /action="([^"]+\/replacement)"/.exec(html)?.[1] ?? ''

it('is replaced by another for the same use, and both work for a week', async () => {
  const { visitor, key } = await make({ days: '365' })
  const replacement = replacementIn((await site.visit(visitor, '/provider/api-keys')).html)
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.send(stranger, replacement, {})).status).toBe(404)
  const form = { _key: randomUUID() }
  const made = await site.send(visitor, replacement, form)
  const next = keyIn(made.html)
  expect([made.status, next.length]).toEqual([200, 50])
  expect(made.text).toContain('works for 7 more days')
  expect((await site.send(visitor, replacement, form)).text).toContain('The key was made already')
  expect((await site.send(visitor, replacement, {})).text).toContain('replaced or ended already')
  expect(await whoBrings(key, '2025-04-17T08:59:00Z')).not.toBeNull()
  expect(await whoBrings(key, '2025-04-17T09:00:00Z')).toBeNull()
  expect((await whoBrings(next, '2026-04-09T09:00:00Z'))?.permissions).toContain('actuals.record')
  expect((await site.visit(visitor, '/provider/api-keys')).text).toContain('Works until')
})

it('is replaced once by two people at once', async () => {
  const { visitor } = await make()
  const replacement = replacementIn((await site.visit(visitor, '/provider/api-keys')).html)
  const both = await Promise.all([site.send(visitor, replacement, {}), site.send(visitor, replacement, {})])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422])
})

it('is not for people who see some services only', async () => {
  provider = await aProvider(stage.build, council.id)
  const narrow = aProviderVisitor(provider, { narrow: true })
  expect((await site.visit(narrow, '/provider/api-keys')).status).toBe(403)
  expect((await site.send(narrow, '/provider/api-keys', whole)).status).toBe(403)
  expect((await site.send(narrow, `/provider/api-keys/${randomUUID()}/end`, {})).status).toBe(404)
})

it('is seen by its council, which may end it, and by no other', async () => {
  const { key } = await make({ name: 'Found on a bus' })
  const other = await aCouncil(stage.build)
  const staff = ['portal-administration']
  const officer = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, staff)).accountId)
  const foreign = aCouncilVisitor(other, (await aMember(stage.build, other.id, null, staff)).accountId)
  const page = await site.visit(officer, '/council/people/api-keys')
  expect(page.text).toContain('Found on a bus')
  const end = endIn(page.html.slice(page.html.indexOf('Found on a bus')))
  expect((await site.visit(foreign, '/council/people/api-keys')).text).toContain('No provider has made a key yet')
  expect((await site.send(foreign, end, {})).status).toBe(404)
  expect((await site.send(officer, end, {})).status).toBe(303)
  expect(await whoBrings(key)).toBeNull()
})
