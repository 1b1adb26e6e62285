import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillSandboxOn } from '../demonstration/index.ts'
import { anApp, type RunningApp } from '../testing/an-app.ts'
import { multipartOf } from '../testing/multipart.ts'
import { aCouncil, aProvider, type AProvider } from '../testing/world.ts'
import { readDescription, type Described } from './testing/described.ts'

const NOW = '2026-11-21T09:00:00Z'
const abilities = ['read-actuals', 'record-actuals', 'read-remittances', 'read-tasks']

let running: RunningApp
let described: Described
let provider: AProvider
let weekly: string
let visits: string
let live: string
const asked = new Set<string>()

beforeAll(async () => {
  running = await anApp(NOW)
  const council = await aCouncil(running.build)
  provider = await aProvider(running.build, council.id)
  const filled = await fillSandboxOn(running)({ code: 'sandbox-contract-1', name: 'Contract' })
  const sandboxId = randomUUID()
  await running.build.insert('access.sandbox', {
    ...{ council_id: council.id, id: sandboxId, provider_id: provider.id, name: 'Contract', state: 'ready' },
    ...{ asked_at: NOW, made_at: NOW, made_by: 'Asha Test', inside_council_id: filled.councilId },
    ...{ weekly_provider_id: filled.weeklyProviderId, visits_provider_id: filled.visitsProviderId },
  })
  weekly = await aKey({ sandbox_id: sandboxId, sandbox_company: 'weekly' })
  visits = await aKey({ sandbox_id: sandboxId, sandbox_company: 'visits' })
  live = await aKey({})
  described = readDescription((await running.app.inject('/api/v1/openapi.json')).body)
}, 60_000)
afterAll(() => running.strike())

async function aKey(of: object): Promise<string> {
  const key = `portal_test_${randomBytes(32).toString('base64url')}`
  await running.build.insert('access.api_key', {
    ...{ council_id: provider.councilId, provider_id: provider.id, name: 'Rosters', abilities },
    ...{
      key_hash: createHash('sha256').update(key).digest(),
      made_at: NOW,
      made_by: 'Asha Test',
      expires_on: '2027-01-01',
    },
    ...of,
  })
  return key
}

type Sent = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly key?: string }

/** Asks, and holds what comes back against the document. */
async function ask(id: string, path: string, { body, headers = {}, key = weekly }: Sent = {}) {
  const operation = described.operations.find(({ operationId }) => operationId === id)
  if (operation === undefined) throw new Error(`${id} is not described`)
  asked.add(id)
  const answer = await running.app.inject({
    method: operation.method as 'GET',
    url: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${key}`,
      ...(operation.method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      ...headers,
    },
    ...(body !== undefined && { payload: body as object }),
  })
  const faults = described.faultsIn(operation, answer.statusCode, String(answer.headers['content-type']), answer.body)
  expect([id, path, faults]).toEqual([id, path, []])
  const json = String(answer.headers['content-type']).includes('json') ? (JSON.parse(answer.body) as Json) : {}
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, json }
}
// The shape of what comes back was just held against the document.
type Json = Record<string, unknown>
const listIn = (json: Json, name: string): Json[] => json[name] as Json[]

function aFile(name: string, bytes: string, fields: Record<string, string> = {}) {
  const { payload, contentType } = multipartOf(fields, [{ field: 'file', name, bytes }])
  return { body: payload, headers: { 'content-type': contentType } }
}

describe('the document', () => {
  it('holds examples that are as it says', () => {
    for (const operation of described.operations) {
      const [answer] = Object.values(operation.responses['200']?.content ?? {})
      if (answer !== undefined && 'example' in answer)
        expect([operation.operationId, described.faultsOf(answer.schema, answer.example)]).toEqual([
          operation.operationId,
          [],
        ])
      const sent = operation.requestBody?.content['application/json']
      if (sent?.example !== undefined)
        expect([operation.operationId, described.faultsOf(sent.schema, sent.example)]).toEqual([
          operation.operationId,
          [],
        ])
    }
  })
})

describe('every answer is as described', () => {
  it('of packages, periods and remittances, page after page', async () => {
    const { json, headers } = await ask('listPackages', '/packages?limit=2')
    expect(headers).toMatchObject({ 'portal-environment': 'sandbox', 'portal-days-ahead': '0' })
    expect(json['packages']).toHaveLength(2)
    await ask('listPackages', `/packages?limit=2&cursor=${String(json['next'])}`)
    await ask('listPackages', '/packages?limit=0')
    await ask('listPeriods', '/periods?limit=3')
    const remittances = await ask('listRemittances', '/remittances')
    const [first] = listIn(remittances.json, 'remittances')
    const whole = await ask('getRemittance', `/remittances/${String(first?.['id'])}`)
    expect(listIn(whole.json, 'items')).toHaveLength(Number(first?.['lineCount']))
    await ask('getRemittance', `/remittances/${randomUUID()}`)
  })

  it('of weeks, read, recorded, refused and sent again', async () => {
    const place = await aWeek()
    const read = await ask('getWeek', place.path)
    const etag = String(read.headers['etag'])
    const body = { missed: '0:15', comment: 'Carer late, not made up' }
    const put = await ask('putWeek', place.path, { body, headers: { 'if-match': etag } })
    expect([put.status, put.json['missed']]).toEqual([200, '0.25'])
    expect((await ask('putWeek', place.path, { body: { missed: '1' }, headers: { 'if-match': etag } })).status).toBe(
      412,
    )
    const now = { 'if-match': String(put.headers['etag']) }
    expect((await ask('putWeek', place.path, { body: { missed: '-1' }, headers: now })).status).toBe(422)
    expect((await ask('putWeek', place.path, { body, headers: {} })).status).toBe(428)
    await ask('listWeeks', `/services/${place.serviceId}/weeks/${place.weekStart}`)
    const row = { packageId: place.packageId, weekStart: place.weekStart, version: put.json['version'], missed: '0' }
    const rows = [row, { ...row, packageId: randomUUID() }]
    const bulk = await ask('recordActuals', '/actuals', { body: { dryRun: true, rows } })
    expect(listIn(bulk.json, 'rows')).toMatchObject([
      { result: 'saved', faults: [] },
      { result: 'refused', faults: [{ code: 'R01' }] },
    ])
  })

  it('of care as it changes, and of the file of one day', async () => {
    const first = await ask('listCommissionedCare', '/commissioned-care')
    expect(listIn(first.json, 'packages').length).toBeGreaterThan(5)
    expect(first.json).toMatchObject({ more: false, cursor: null })
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 1 } })
    const { cursor } = (await ask('listCommissionedCare', '/commissioned-care')).json
    const again = await ask('listCommissionedCare', `/commissioned-care?since=${String(cursor)}`)
    expect(again.json).toMatchObject({ more: false, packages: [], cursor })
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 0 } })
    expect((await ask('listCommissionedCare', '/commissioned-care?since=x')).status).toBe(400)
    const day = await ask('getCommissionedCareOfDay', '/commissioned-care/days/2026-11-21')
    expect(day.text).toContain('own_reference')
    expect((await ask('getCommissionedCareOfDay', '/commissioned-care/days/yesterday')).status).toBe(404)
  })

  it('of tasks, with what waits, until when and how much', async () => {
    const { json } = await ask('listTasks', '/tasks')
    expect(json['tasks']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'record-weeks', atStake: expect.stringMatching(/^\d+\.\d{2}$/) }),
      ]),
    )
    expect(JSON.stringify(json)).not.toMatch(/people/)
  })

  it('of checking, for whoever has no key', async () => {
    const csv = 'cpli_id,client_ref,week_start,missed\nCP-1,P-1,2026-11-16,1\nCP-1,P-1,2026-11-16,-1\n'
    const checked = await ask('checkFile', '/checks', { ...aFile('weeks.csv', csv), key: '' })
    expect(checked.json).toMatchObject({ kind: 'weeks', counts: { read: 2 } })
    const refused = await ask('checkFile', '/checks', aFile('weeks.csv', 'a,b\n1,2\n'))
    expect(refused.json['file']).toMatchObject({ code: 'F03' })
    expect((await ask('checkFile', '/checks', { body: {} })).status).toBe(422)
    const [first] = listIn((await ask('listRemittances', '/remittances')).json, 'remittances')
    const { json } = await ask('getRemittance', `/remittances/${String(first?.['id'])}`)
    expect((await ask('checkDocument', '/checks/remittance-1', { body: json })).json).toMatchObject({
      valid: true,
      faults: [],
    })
    const feed = (await ask('listCommissionedCare', '/commissioned-care')).json
    expect((await ask('checkDocument', '/checks/commissioned-care-1', { body: feed })).json['valid']).toBe(true)
    const wrong = await ask('checkDocument', '/checks/commissioned-care-1', { body: { ...feed, madeAt: 'today' } })
    expect(wrong.json['faults']).toMatchObject([{ pointer: '/madeAt' }])
    expect((await ask('checkDocument', '/checks/none', { body: {} })).status).toBe(404)
  })

  it('of the sandbox, which travels and which a live key has not', async () => {
    expect((await ask('getSandbox', '/sandbox', { key: live })).status).toBe(409)
    const moved = await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 28 } })
    expect(moved.json['now']).toBe('2026-12-19T09:00:00.000Z')
    const there = await ask('getSandbox', '/sandbox')
    expect(there.headers['portal-days-ahead']).toBe('28')
    const later = await ask('listPeriods', '/periods?limit=1', { key: visits })
    expect(later.headers['portal-days-ahead']).toBe('28')
    expect((await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 999 } })).status).toBe(422)
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 0 } })
    const week = await aWeek('2026-12-07')
    const sent = { body: { missed: '0' }, headers: { 'if-match': '"0"' } }
    expect((await ask('putWeek', week.path, sent)).json['code']).toBe('R27')
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 28 } })
    expect((await ask('putWeek', week.path, sent)).status).toBe(200)
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 0 } })
  })

  it('when there is no key, one that may not, or too little in a request', async () => {
    expect((await ask('listPackages', '/packages', { key: 'portal_no' })).status).toBe(401)
    const none = await aKey({ abilities: ['read-remittances'] })
    expect((await ask('listPackages', '/packages', { key: none })).status).toBe(403)
    const without = { body: { rows: [] }, headers: { 'idempotency-key': 'short' } }
    expect((await ask('recordActuals', '/actuals', without)).json['code']).toBe('idempotency-key-missing')
    const torn = { body: '{"rows":', headers: { 'content-type': 'application/json' } }
    expect((await ask('recordActuals', '/actuals', torn)).status).toBe(400)
  })

  it('on the page where anybody may try it', async () => {
    const address = '/developers/operations/listPackages'
    const page = await running.app.inject(address)
    const cookies = Object.fromEntries(page.cookies.map(({ name, value }) => [name, value]))
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const tried = await running.app.inject({
      ...{ method: 'POST' as const, url: address, cookies },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, key: weekly, limit: '1' }).toString(),
    })
    expect(tried.body).toContain('portal-environment: sandbox')
    expect(tried.body).toContain('&quot;packages&quot;')
    expect(tried.body).toContain('-H &quot;Authorization: Bearer $PORTAL_KEY&quot;')
  })

  it('of a reset, after which the old ids are nobody’s', async () => {
    const reset = await ask('resetSandbox', '/sandbox/reset', { key: visits })
    expect(reset.json).toMatchObject({ state: 'filling', generation: 2 })
    expect((await ask('listPackages', '/packages')).json['code']).toBe('sandbox-not-ready')
  })

  it('and nothing that is described was left out', () => {
    expect(described.operations.map(({ operationId }) => operationId).filter((id) => !asked.has(id))).toEqual([])
  })
})

/** A package of the weekly company that can be recorded, in a week that has ended. */
async function aWeek(weekStart = '2026-11-09') {
  const { json } = await ask('listPackages', '/packages?limit=100')
  const found = listIn(json, 'packages').find(
    ({ status, recordableFrom, lastDay, unit, startsOn }) =>
      status === 'active' &&
      recordableFrom !== null &&
      lastDay === null &&
      unit === 'hour' &&
      String(startsOn) < '2026-09-01',
  )
  const packageId = String(found?.['id'])
  const service = found?.['service'] as Json
  return {
    packageId,
    serviceId: String(service['id']),
    weekStart,
    path: `/packages/${packageId}/weeks/${weekStart}`,
  }
}
