import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FaceScope } from '../../platform/db/scope.ts'
import { aStage, type Stage } from '../../testing/stage.ts'
import { aCouncil, aProvider, type AProvider } from '../../testing/world.ts'
import type { Access } from './commands/access.ts'
import { findWorkplaces } from './find-workplaces.ts'
import { aBrowser, aDoor, anAccess, aPerson, signIn } from './testing/an-access.ts'

let stage: Stage
let access: Access
beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage)
})
afterAll(() => stage.strike())

type Grant = { readonly role: string; readonly mode?: string; readonly serviceId?: string; readonly endsOn?: string }

/** Another place of the same account, with one grant. */
async function aPlace(
  accountId: string,
  provider: AProvider,
  { role, mode = 'edit', ...over }: Grant,
): Promise<string> {
  const id = randomUUID()
  const place = { council_id: provider.councilId, provider_id: provider.id }
  const who = { name: 'Someone', email: `${id}@example.org` }
  const ends = over.endsOn === undefined ? {} : { ends_on: over.endsOn }
  await stage.build.insert('access.membership', { ...place, id, account_id: accountId, ...who, ...ends })
  const scope = over.serviceId === undefined ? 'organisation' : 'service'
  const grant = { membership_id: id, scope, role, mode, service_id: over.serviceId ?? null }
  await stage.build.insert('access.access_grant', { ...place, ...grant })
  return id
}

async function somebody() {
  const north = await aCouncil(stage.build)
  const here = await aProvider(stage.build, north.id, { name: 'Alder House' })
  const person = await aPerson(stage, access, { councilId: north.id, providerId: here.id })
  const app = await aDoor(stage, access)
  const browser = aBrowser(app)
  await signIn(browser, { email: person.email })
  const request = { cookies: Object.fromEntries(browser.cookies) }
  const found = (permission: 'actuals.view' | 'invoices.submit' = 'actuals.view') =>
    findWorkplaces(access)(request, permission)
  return { person, here, found, app }
}

const rolesOf = (scopes: readonly { readonly scope: FaceScope }[]) => scopes.map(({ scope }) => scope.role)

it('finds every provider of a person, at each council, with the eyes that they have there', async () => {
  const { person, here, found, app } = await somebody()
  const south = await aCouncil(stage.build)
  const [wide, narrow] = [
    await aProvider(stage.build, south.id, { name: 'Birch Lodge' }),
    await aProvider(stage.build, south.id, { name: 'Cedar Court' }),
  ]
  await aPlace(person.accountId, wide, { role: 'care-management' })
  await aPlace(person.accountId, narrow, { role: 'full', serviceId: narrow.serviceId })
  const places = await found()
  expect(places.map(({ name }) => name)).toEqual(['Alder House', 'Birch Lodge', 'Cedar Court'])
  expect(rolesOf(places)).toEqual(['portal_provider', 'portal_provider', 'portal_provider_scoped'])
  expect(places[2]?.scope).toMatchObject({ providerId: narrow.id, services: [narrow.serviceId] })
  expect(places[0]?.scope).toMatchObject({ providerId: here.id })
  await app.close()
})

it('leaves out where the permission is missing, the place is over or policies wait to be accepted', async () => {
  const { person, found, app } = await somebody()
  const south = await aCouncil(stage.build)
  const [money, over] = [
    await aProvider(stage.build, south.id, { name: 'Dell' }),
    await aProvider(stage.build, south.id, { name: 'Elder' }),
  ]
  await aPlace(person.accountId, money, { role: 'care-management' })
  await aPlace(person.accountId, over, { role: 'full', endsOn: '2025-04-10' })
  expect((await found('invoices.submit')).map(({ name }) => name)).toEqual(['Alder House'])
  expect((await found()).map(({ name }) => name)).toEqual(['Alder House', 'Dell'])
  await stage.build.insert('access.policy', {
    ...{ council_id: south.id, id: randomUUID(), kind: 'acceptable-use', version: 1, body: 'Terms', changes: '' },
    ...{ published_at: '2025-04-01T09:00:00Z', published_by: 'Council', required_from: '2025-04-01' },
  })
  expect((await found()).map(({ name }) => name)).toEqual(['Alder House'])
  await app.close()
})

it('finds nothing without a session', async () => {
  expect(await findWorkplaces(access)({ cookies: {} }, 'actuals.view')).toEqual([])
  expect(await findWorkplaces(access)({ cookies: { portal: 'not a token' } }, 'actuals.view')).toEqual([])
})
