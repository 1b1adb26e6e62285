import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { localDate } from '../../core/dates.ts'
import { aStage, type Stage } from '../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type ACouncil, type AProvider } from '../../testing/world.ts'
import type { Access } from './commands/access.ts'
import { hashToken } from './commands/access.ts'
import {
  aBrowser,
  aDoor,
  anAccess,
  aPerson,
  signIn,
  testClock,
  type APerson,
  type Browser,
  type TestClock,
} from './testing/an-access.ts'

let stage: Stage
let clock: TestClock
let access: Access
let app: FastifyInstance
let council: ACouncil
let provider: AProvider

beforeAll(async () => {
  stage = await aStage()
  clock = testClock()
  access = anAccess(stage, { clock })
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  app = await aDoor(stage, access, (faces, web) => {
    faces.provider.get('/', { config: { permission: 'home.view' } }, (request) => ({
      place: web.visitor(request).workplace,
      permissions: [...web.visitor(request).permissions],
    }))
    for (const permission of ['packages.view', 'invoices.view', 'packages.change'] as const)
      faces.provider.get(`/${permission}`, { config: { permission } }, (request) =>
        web.read(request, async (tx) => {
          const packages = tx.selectFrom('published.package').select('reference')
          const services = tx.selectFrom('published.service').select('id')
          const [seen, named] = await Promise.all([
            packages
              .where('council_id', '=', tx.councilId)
              .where('provider_id', '=', tx.providerId)
              .orderBy('reference')
              .execute(),
            services
              .where('council_id', '=', tx.councilId)
              .where('provider_id', '=', tx.providerId)
              .orderBy('id')
              .execute(),
          ])
          return { packages: seen.map(({ reference }) => reference), services: named.map(({ id }) => id) }
        }),
      )
    faces.provider.get(
      '/known',
      { config: { permission: 'home.view' } },
      (request) => web.visitor(request).scope.known ?? [],
    )
    faces.council.get('/', { config: { permission: 'home.view' } }, (request) => web.visitor(request).workplace)
  })
})
afterAll(async () => {
  await app.close()
  await stage.strike()
})

async function someoneIn(): Promise<{ person: APerson; browser: Browser }> {
  const person = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  return { person, browser }
}

it('brings the restricted people whom they may know now and at this place, and nobody else', async () => {
  const { person, browser } = await someoneIn()
  const elsewhere = await aProvider(stage.build, council.id)
  const need = async (providerId: string | null, over: Readonly<Record<string, unknown>>) => {
    const { personId } = await aPackage(stage.build, elsewhere)
    await stage.build.insert('service_users.need_to_know', {
      ...{ council_id: council.id, person_id: personId, account_id: person.accountId, provider_id: providerId },
      ...{ name: 'Asha', kind: 'named', reason: 'Key worker', given_by: randomUUID(), giver_name: 'Meera' },
      ...{ given_at: new Date(0), ...over },
    })
    return personId
  }
  const glass = { kind: 'broken-glass', given_by: person.accountId }
  const named = await need(provider.id, {})
  const open = await need(provider.id, { ...glass, until_at: new Date(clock.now().getTime() + 60_000) })
  await need(provider.id, { ...glass, until_at: clock.now() })
  await need(provider.id, { ended_at: new Date(0) })
  await need(null, {})
  const knownTo = async (one: Browser) => z.array(z.string()).parse(JSON.parse((await one.get('/provider/known')).html))
  expect((await knownTo(browser)).toSorted()).toEqual([named, open].toSorted())
  expect(await knownTo((await someoneIn()).browser)).toEqual([])
})

/** The last sign of life is written beside the answer; a test that turns the clock waits for it. */
async function seenNow(browser: Browser): Promise<void> {
  const tokenHash = hashToken(browser.cookies.get('portal') ?? '')
  await expect
    .poll(async () => {
      const { last_seen_at: seen } = await gateRead((tx) =>
        tx
          .selectFrom('access.session')
          .select('last_seen_at')
          .where('token_hash', '=', tokenHash)
          .executeTakeFirstOrThrow(),
      )
      return seen.getTime()
    })
    .toBe(clock.now().getTime())
}

function gateRead<T>(use: Parameters<typeof stage.db.read<T>>[1]): Promise<T> {
  return stage.db.read({ role: 'portal_gate' }, use)
}

it('X08 keeps somebody in for 9 minutes 59 seconds after each page, and not for ten minutes', async () => {
  const { browser } = await someoneIn()
  for (const address of ['/provider', '/provider/packages.view']) {
    clock.pass(599)
    expect((await browser.get(address)).status).toBe(200)
    await seenNow(browser)
  }
  clock.pass(600)
  const late = await browser.get('/provider/packages.view?after=x')
  expect([late.status, late.location]).toEqual([303, '/sign-in?return=%2Fprovider%2Fpackages.view%3Fafter%3Dx'])
})

it('lets a person who is still there stay, and tells a program when it is too late', async () => {
  const { browser } = await someoneIn()
  clock.pass(590)
  expect((await browser.post('/session/extension')).status).toBe(204)
  clock.pass(599)
  expect((await browser.get('/provider')).status).toBe(200)
  clock.pass(1_200)
  expect((await browser.post('/session/extension')).status).toBe(303)
})

it('signs everybody out twelve hours after they came in', async () => {
  const { browser } = await someoneIn()
  for (let minutes = 9; minutes < 720; minutes += 9) {
    clock.pass(540)
    await browser.post('/session/extension')
  }
  expect((await browser.get('/provider')).status).toBe(200)
  clock.pass(540)
  expect((await browser.get('/provider')).status).toBe(303)
})

it('signs out at once whoever is disabled, and whoever’s place has ended', async () => {
  const [disabled, left] = [await someoneIn(), await someoneIn()]
  await stage.db.write({ role: 'portal_gate' }, (tx) =>
    tx.updateTable('access.account').set({ status: 'disabled' }).where('id', '=', disabled.person.accountId).execute(),
  )
  await stage.db.write({ role: 'portal_council', councilId: council.id, accountId: left.person.accountId }, (tx) =>
    tx
      .updateTable('access.membership')
      .set({ ends_on: localDate('2025-04-10') })
      .where('council_id', '=', tx.councilId)
      .where('id', '=', left.person.membershipId)
      .execute(),
  )
  expect((await disabled.browser.get('/provider')).status).toBe(303)
  expect((await left.browser.get('/provider')).status).toBe(303)
})

it('lets a changed right act on the next page', async () => {
  const { person, browser } = await someoneIn()
  expect((await browser.get('/provider/invoices.view')).status).toBe(200)
  await regrant(person, [{ scope: 'organisation', role: 'care-management', mode: 'edit' }])
  expect((await browser.get('/provider/invoices.view')).status).toBe(403)
})

it('shows a person with one service that service and nothing else', async () => {
  const { person, browser } = await someoneIn()
  const own = await aPackage(stage.build, provider)
  const other = await anotherService()
  const elsewhere = await aPackage(stage.build, { ...provider, serviceId: other })
  await regrant(person, [{ scope: 'service', role: 'full', mode: 'edit', service_id: provider.serviceId }])
  const seen: unknown = JSON.parse((await browser.get('/provider/packages.view')).html)
  expect(seen).toEqual({ packages: [own.reference], services: [provider.serviceId] })

  await regrant(person, [{ scope: 'service', role: 'full', mode: 'edit', service_id: other }])
  const otherSeen: unknown = JSON.parse((await browser.get('/provider/packages.view')).html)
  expect(otherSeen).toEqual({ packages: [elsewhere.reference], services: [other] })
})

it('shows everything of a contract, and the names of its services, to a person with that contract', async () => {
  const { person, browser } = await someoneIn()
  await regrant(person, [{ scope: 'contract', role: 'finance', mode: 'read-only', contract_id: provider.contractId }])
  const seen: unknown = JSON.parse((await browser.get('/provider/invoices.view')).html)
  expect(seen).toMatchObject({ services: expect.arrayContaining([provider.serviceId]) })
  expect((await browser.get('/provider/packages.view')).status).toBe(403)
})

it('reads the organisation for finance and only the service for care, in one person', async () => {
  const { person, browser } = await someoneIn()
  const other = await anotherService()
  const there = await aPackage(stage.build, { ...provider, serviceId: other })
  await regrant(person, [
    { scope: 'organisation', role: 'finance', mode: 'edit' },
    { scope: 'service', role: 'care-management', mode: 'edit', service_id: other },
  ])
  expect(JSON.parse((await browser.get('/provider/packages.change')).html)).toMatchObject({
    packages: [there.reference],
  })
  const all = JSON.parse((await browser.get('/provider/invoices.view')).html) as { packages: string[] }
  expect(all.packages.length).toBeGreaterThan(1)
})

it('does not count a grant before it starts or from the day it ends', async () => {
  const { person, browser } = await someoneIn()
  await regrant(person, [
    { scope: 'organisation', role: 'finance', mode: 'edit', starts_on: '2025-05-01' },
    { scope: 'organisation', role: 'admin', mode: 'edit', ends_on: '2025-04-10' },
  ])
  expect((await browser.get('/provider')).status).toBe(403)
})

it('asks where to work when there is a choice, offers the last place first and changes the token with the place', async () => {
  const { person } = await someoneIn()
  await joinAsStaff(person)
  const browser = aBrowser(app)
  expect((await signIn(browser, { email: person.email, returnTo: '/provider/packages.view' })).location).toBe(
    '/places?return=%2Fprovider%2Fpackages.view',
  )
  expect((await browser.get('/provider')).location).toBe('/sign-in?return=%2Fprovider')
  expect((await browser.get('/sign-in')).location).toBe('/places')
  const choice = await browser.get('/places?return=%2Fprovider%2Fpackages.view')
  expect(/value="([^"]+)" checked/.exec(choice.html)?.[1]).toBe(person.membershipId)
  expect((await browser.post('/places', { place: '' })).status).toBe(422)
  const before = browser.cookies.get('portal')
  const chosen = await browser.post('/places', { place: person.membershipId, return: '/provider/packages.view' })
  expect(chosen.location).toBe('/provider/packages.view')
  expect(browser.cookies.get('portal')).not.toBe(before)
  browser.cookies.set('portal', before ?? '')
  expect((await browser.get('/provider')).status).toBe(303)
})

it('does not let anybody work in a place of somebody else’s', async () => {
  const [mine, theirs] = [await someoneIn(), await someoneIn()]
  expect((await mine.browser.post('/places', { place: theirs.person.membershipId })).status).toBe(422)
  expect((await mine.browser.post('/places', { place: 'not-an-id' })).status).toBe(422)
})

it('says so when there is no place to work', async () => {
  const { person } = await someoneIn()
  await stage.db.write({ role: 'portal_council', councilId: council.id, accountId: person.accountId }, (tx) =>
    tx
      .updateTable('access.membership')
      .set({ ends_on: localDate('2025-01-01') })
      .where('council_id', '=', tx.councilId)
      .where('id', '=', person.membershipId)
      .execute(),
  )
  const browser = aBrowser(app)
  expect((await signIn(browser, { email: person.email })).location).toBe('/places')
  expect((await browser.get('/places')).html).toContain('You have no place to work')
})

it('locks its cookies to the host where the address is https', async () => {
  const secure = await aDoor(stage, { ...access, secureCookies: true })
  const answer = await secure.inject('/sign-in')
  expect(answer.headers['strict-transport-security']).toContain('31536000')
  const { person } = await someoneIn()
  const browser = aBrowser(secure)
  await signIn(browser, { email: person.email })
  expect([...browser.cookies.keys()]).toContain('__Host-portal')
  await secure.close()
})

type Row = Readonly<Record<string, unknown>>

async function regrant(person: APerson, grants: readonly Row[]): Promise<void> {
  await stage.db.write({ role: 'portal_council', councilId: council.id, accountId: person.accountId }, (tx) =>
    tx
      .deleteFrom('access.access_grant')
      .where('council_id', '=', tx.councilId)
      .where('membership_id', '=', person.membershipId)
      .execute(),
  )
  for (const grant of grants)
    await stage.build.insert('access.access_grant', {
      council_id: council.id,
      membership_id: person.membershipId,
      provider_id: provider.id,
      ...grant,
    })
}

async function anotherService(): Promise<string> {
  const id = randomUUID()
  const own = { council_id: council.id, provider_id: provider.id }
  await stage.build.insert('providers.service', { ...own, id, reference: id, name: 'Another', sector: 'day' })
  await stage.build.insert('contracts.contract_service', { ...own, contract_id: provider.contractId, service_id: id })
  return id
}

async function joinAsStaff(person: APerson): Promise<void> {
  const id = randomUUID()
  await stage.build.insert('access.membership', {
    council_id: council.id,
    id,
    account_id: person.accountId,
    provider_id: null,
    name: 'Staff too',
    email: person.email,
  })
  await stage.build.insert('access.staff_role', { council_id: council.id, membership_id: id, role: 'brokerage' })
}
