import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes as routes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let asha: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [routes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const address = '/provider/packages/own-references'
const send = (bytes: string, visitor = asha) =>
  site.upload(visitor, address, {}, [{ field: 'file', name: 'references.csv', bytes }])
const nameOnPage = (id: string, ownReference: string, visitor = asha) =>
  site.send(visitor, `/provider/packages/${id}/own-reference`, { shown: '', ownReference })
function nameByApi(id: string, ownReference: unknown, visitor = asha) {
  return site.app.inject({
    ...{ method: 'PUT' as const, url: `/api/v1/packages/${id}/own-reference` },
    headers: {
      'x-test-visitor': visitor.accountId,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    },
    payload: JSON.stringify({ ownReference }),
  })
}

it('keeps the good rows of a file, and says of each other one why it is not kept', async () => {
  const [one, two, three] = [
    await aPackage(stage.build, provider),
    await aPackage(stage.build, provider),
    await aPackage(stage.build, provider),
  ]
  const stranger = await aPackage(stage.build, await aProvider(stage.build, council.id))
  const rows = [
    'Person;Own_Reference;REFERENCE',
    `A;RO-1;${one.reference}`,
    `B;RO-1;${two.reference}`,
    `C;;${three.reference}`,
    `D;RO-4;${stranger.reference}`,
    `E;RO-5;${one.reference}`,
    `F;${'x'.repeat(41)};${two.reference}`,
    'G;RO-7;',
  ]
  const { status, text } = await send(`\uFEFF${rows.join('\r\n')}`)
  expect(status).toBe(200)
  expect(text).toContain('1 kept, 1 as they were, 5 not kept.')
  expect(text).toContain(`2 ${one.reference} RO-1 Kept`)
  expect(text).toContain(`3 ${two.reference} RO-1 Not kept Package ${one.reference} has this reference already`)
  expect(text).toContain(`5 ${stranger.reference} RO-4 Not kept None of your packages has this reference`)
  expect(text).toContain('Row 2 names this package already')
  expect(text).toContain('Enter the reference of the package')
  expect((await site.visit(asha, '/provider/packages?q=RO-1')).text).toContain(one.reference)
  expect((await send(rows.slice(0, 2).join('\n'))).text).toContain('0 kept, 1 as they were, 0 not kept.')
})

it('takes back the list as it was downloaded, and a name that another row gives up', async () => {
  const own = await aProvider(stage.build, council.id)
  const visitor = aProviderVisitor(own)
  const [first, second] = [await aPackage(stage.build, own), await aPackage(stage.build, own)]
  await nameOnPage(first.id, 'RO-1', visitor)
  const list = await site.visit(visitor, '/provider/packages.csv')
  const filled = list.html
    .replace(`${first.reference},RO-1,`, `${first.reference},RO-2,`)
    .replace(`${second.reference},,`, `${second.reference},RO-1,`)
  expect((await send(filled, visitor)).text).toContain('2 kept, 0 as they were, 0 not kept.')
  expect((await site.visit(visitor, '/provider/packages?q=RO-1')).text).toContain(second.reference)
})

it('says what is wrong with a file as a whole, and changes nothing', async () => {
  expect((await send('Reference\nX')).text).toContain('Own reference is missing')
  expect((await send('Reference,Own reference')).text).toContain('There are headings and no rows')
  const many = ['Reference,Own reference', ...Array.from({ length: 1_001 }, (_, n) => `X-${String(n)},Y`)].join('\n')
  const refused = await send(many)
  expect([refused.status, refused.text.includes('The file has 1001 rows. Send 1000 at most')]).toEqual([422, true])
  const none = await site.send(asha, address, {})
  expect([none.status, none.text.includes('Select a CSV file')]).toEqual([422, true])
  const reader = aProviderVisitor(provider, { permissions: ['packages.view'] })
  expect((await site.visit(reader, '/provider/packages')).html).not.toContain(address)
})

it('lets only one of two people give two packages one name at the same moment', async () => {
  const [one, two] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const sent = await Promise.all([one, two].map(({ id }) => nameOnPage(id, 'RO-RACE')))
  expect(sent.map(({ status }) => status).toSorted()).toEqual([303, 422])
})

it('holds a name also against somebody who cannot see whose it is', async () => {
  const serviceId = randomUUID()
  const own = { council_id: council.id, provider_id: provider.id }
  await stage.build.insert('providers.service', {
    ...{ ...own, id: serviceId, reference: `S${serviceId.slice(0, 8)}`, name: 'Nights', sector: 'home-support' },
  })
  await stage.build.insert('contracts.contract_service', {
    ...{ ...own, contract_id: provider.contractId, service_id: serviceId },
  })
  const hidden = await aPackage(stage.build, { ...provider, serviceId })
  const seen = await aPackage(stage.build, provider)
  expect((await nameOnPage(hidden.id, 'RO-HIDDEN')).status).toBe(303)
  const narrow = aProviderVisitor(provider, { narrow: true })
  const { status, text } = await nameOnPage(seen.id, 'RO-HIDDEN', narrow)
  expect([status, text.includes('Another of your packages has this reference already')]).toEqual([422, true])
  expect(text).not.toContain(hidden.reference)
  const file = await send(`reference,own reference\n${seen.reference},RO-HIDDEN\n${hidden.reference},RO-X`, narrow)
  expect(file.text).toContain('0 kept, 0 as they were, 2 not kept.')
})

it('gives the name of what was cancelled to other care', async () => {
  const over = await aPackage(stage.build, provider, { package: { own_reference: 'RO-OLD', status: 'cancelled' } })
  const { id, reference } = await aPackage(stage.build, provider)
  expect((await nameOnPage(id, 'RO-OLD')).status).toBe(303)
  expect((await site.visit(asha, '/provider/packages?q=RO-OLD')).text).toContain(reference)
  expect((await site.visit(asha, `/provider/packages/${over.id}`)).text).toContain('RO-OLD')
})

it('is given by a program, as often as it likes, and refused to it in words', async () => {
  const [one, two] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const named = await nameByApi(one.id, ' RO-99 ')
  expect([named.statusCode, named.json()]).toEqual([200, { packageId: one.id, ownReference: 'RO-99' }])
  expect((await nameByApi(one.id, 'RO-99')).statusCode).toBe(200)
  const taken = await nameByApi(two.id, 'RO-99')
  expect([taken.statusCode, taken.json()]).toMatchObject([
    409,
    { code: 'taken', title: `Package ${one.reference} has this reference already. Enter another` },
  ])
  expect((await nameByApi(two.id, 'x'.repeat(41))).statusCode).toBe(422)
  expect((await nameByApi(one.id, '')).json()).toEqual({ packageId: one.id, ownReference: '' })
  expect((await nameByApi(randomUUID(), 'RO-1000')).statusCode).toBe(404)
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  await site.visit(stranger, '/provider/packages')
  expect((await nameByApi(one.id, 'RO-1000', stranger)).statusCode).toBe(404)
})
