import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, localDate } from '../core/dates.ts'
import { packageFile } from '../start/package-files.ts'
import { anApp, type RunningApp } from '../testing/an-app.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../testing/world.ts'

const TODAY = localDate('2025-04-10')
const WEEK = '2025-03-31'
type Side = { readonly provider: AProvider; readonly package: APackage; readonly key: string; readonly narrow: string }

let running: RunningApp
let ours: Side
let theirs: Side

beforeAll(async () => {
  running = await anApp('2025-04-10T09:00:00Z')
  const council = await aCouncil(running.build)
  await aPeriod(running.build, council.id, { startsOn: WEEK, endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' })
  ours = await aSide(await aProvider(running.build, council.id))
  theirs = await aSide(await aProvider(running.build, council.id))
})
afterAll(() => running.strike())

async function aSide(provider: AProvider): Promise<Side> {
  const key = await aKey(provider, null)
  return {
    provider,
    package: await aPackage(running.build, provider),
    key,
    narrow: await aKey(provider, provider.serviceId),
  }
}

async function aKey(provider: AProvider, serviceId: string | null): Promise<string> {
  const key = `portal_${randomBytes(32).toString('base64url')}`
  await running.build.insert('access.api_key', {
    council_id: provider.councilId,
    provider_id: provider.id,
    service_id: serviceId,
    name: 'Rosters',
    abilities: ['read-actuals', 'record-actuals', 'read-remittances', 'read-tasks'],
    key_hash: createHash('sha256').update(key).digest(),
    made_at: '2025-01-01T00:00:00Z',
    made_by: 'Asha Test',
    expires_on: addDays(TODAY, 30),
  })
  return key
}

async function ask(key: string | undefined, method: string, url: string, body?: object) {
  const answer = await running.app.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID(), 'if-match': '"0"' }),
    },
    ...(body === undefined ? {} : { payload: body }),
  })
  return { status: answer.statusCode, text: answer.body }
}

/** Nothing of these was sent by either: they are read in the test of the contract, and here with ids that are nobody's. */
const isOfSomethingSent = (address: string) =>
  /:(remittanceId|uploadId|reference|absenceId)|\/sandbox$|:weekStart\/visits$/.test(address)
const routes = () => running.register.filter(({ address }) => address.startsWith('/api/v1/'))
const asked = (address: string, { provider, package: { id } }: Side): string =>
  address
    .replace(':packageId', id)
    .replace(':serviceId', provider.serviceId)
    .replace(':weekStart', WEEK)
    .replace(':day', TODAY)
    .replace(/:\w+/, randomUUID())
    .replace(/(visits|templates\/actuals)$/, `$1?from=${WEEK}&to=${TODAY}`)

/** Good for every change: what is refused is refused because of whose it is. */
const good = {
  ...{ version: 1, as: 'planned', text: 'Frustrated or missed?', lastDay: WEEK, code: 'R26', remedy: 'drop' },
  reason: 'Logged by hand',
  rows: [{ row: 2, cells: { comment: 'Carer ill' } }],
}

it('opens to a key what is its provider’s, whole or for one service', async () => {
  for (const key of [ours.key, ours.narrow])
    for (const { method, address } of routes()) {
      if (method !== 'GET' || isOfSomethingSent(address)) continue
      const { status, text } = await ask(key, method, asked(address, ours))
      expect([address, status]).toEqual([address, 200])
      expect(text).not.toContain(theirs.package.id)
    }
  expect((await ask(ours.narrow, 'GET', '/api/v1/packages')).text).toContain(ours.package.id)
  expect((await ask(ours.key, 'PUT', `/api/v1/packages/${ours.package.id}/weeks/${WEEK}`, {})).status).toBe(200)
})

it('knows nothing of another provider’s things', async () => {
  for (const { method, address } of routes().filter((route) => /:\w+Id\b/.test(route.address))) {
    const { status } = await ask(ours.key, method, asked(address, theirs), method === 'GET' ? undefined : good)
    expect([method, address, status]).toEqual([method, address, 404])
  }
  expect((await ask(ours.key, 'GET', `/api/v1/commissioned-care/days/${TODAY}`)).text).not.toContain(
    theirs.package.reference,
  )
  const bulk = { rows: [{ packageId: theirs.package.id, weekStart: WEEK }] }
  expect((await ask(ours.key, 'POST', '/api/v1/actuals', bulk)).text).toContain('R01')
})

it('asks for a key everywhere but where the API is described', async () => {
  expect(routes().length).toBeGreaterThan(7)
  for (const { method, address, permission } of routes()) {
    if (permission === 'public') continue
    for (const key of [undefined, `portal_${'x'.repeat(43)}`])
      expect([address, (await ask(key, method, asked(address, ours))).status]).toEqual([address, 401])
  }
})

it('describes every operation in OpenAPI, as committed', async () => {
  const { text } = await ask(undefined, 'GET', '/api/v1/openapi.json')
  const described = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> }
  const named = Object.entries(described.paths).flatMap(([path, of]) =>
    Object.keys(of).map((method) => `${method.toUpperCase()} /api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const mounted = routes().filter(({ address }) => !address.endsWith('/openapi.json'))
  expect(named.toSorted()).toEqual(mounted.map(({ method, address }) => `${method} ${address}`).toSorted())
  const refs = text.match(/#\/components\/schemas\/\w+/g) ?? []
  expect(refs.filter((ref) => !text.includes(`"${ref.split('/')[3] ?? ''}":{`))).toEqual([])
  expect(text).not.toContain('$defs')
  await expect(`${JSON.stringify(described, undefined, 2)}\n`).toMatchFileSnapshot(
    packageFile('docs/api/openapi-v1.json'),
  )
})

it('pages through packages with a cursor and finds one by its reference', async () => {
  const more = await Promise.all([aPackage(running.build, ours.provider), aPackage(running.build, ours.provider)])
  type List = { packages: { id: string }[]; next: string | null }
  const found: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const cursor = next === '' ? '' : `&cursor=${next}`
    const page = JSON.parse((await ask(ours.key, 'GET', `/api/v1/packages?limit=1${cursor}`)).text) as List
    found.push(...page.packages.map(({ id }) => id))
    ;({ next } = page)
  }
  expect(found.toSorted()).toEqual([ours.package, ...more].map(({ id }) => id).toSorted())
  const one = await ask(ours.key, 'GET', `/api/v1/packages?reference=${ours.package.reference}`)
  expect((JSON.parse(one.text) as List).packages).toMatchObject([{ id: ours.package.id }])
  expect((await ask(ours.key, 'GET', '/api/v1/packages?limit=1000')).status).toBe(400)
})
