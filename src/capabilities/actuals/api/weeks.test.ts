import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { localDate } from '../../../core/dates.ts'
import { rate } from '../../../core/money.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil } from '../../../testing/world.ts'
import { routes } from '../routes.ts'
import { later } from '../testing/later.ts'
import { aRecordedWeek } from '../testing/recorded.ts'
import { ApiWeek } from './week-shape.ts'

let stage: Stage
let site: Site
let council: ACouncil
const taken: string[] = []
const WEEK = localDate('2025-03-31')

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-31',
    endsOn: '2025-04-28',
    submitBy: '2025-04-30T16:00Z',
  })
  site = await aSite(stage, [(faces, web) => routes(faces, web, later(taken))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

type Sent = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }

async function ask(visitor: Visitor, method: 'GET' | 'PUT' | 'POST', url: string, { body, headers }: Sent = {}) {
  // The site knows a visitor from the first page on.
  await site.visit(visitor, '/test-token')
  const answer = await site.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      'x-test-visitor': visitor.accountId,
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
  return { status: answer.statusCode, etag: answer.headers['etag'], said: answer.json<Record<string, unknown>>() }
}

async function aWeek(rule = {}) {
  const rates = [{ from: '2024-01-01', price: rate(232_000n) }]
  const provider = await aProvider(stage.build, council.id, { rule, rates })
  const { id } = await aPackage(stage.build, provider)
  const visitor = aProviderVisitor(provider)
  const at = `/packages/${id}/weeks/${WEEK}`
  const put = (body: unknown, version = 0, headers: Record<string, string> = {}) =>
    ask(visitor, 'PUT', at, { body, headers: { 'if-match': `"${String(version)}"`, ...headers } })
  return { id, provider, visitor, at, put }
}

it('reads a week before and after it was recorded, with the version to base a change on', async () => {
  const { visitor, at, put, id } = await aWeek()
  const before = await ask(visitor, 'GET', at)
  expect([before.status, before.etag]).toEqual([200, '"0"'])
  expect(before.said).toMatchObject({ packageId: id, planned: '14', status: 'not-recorded', actual: null, version: 0 })
  const saved = await put({ missed: '1:30', comment: 'No cover', actual: '12.5' })
  expect([saved.status, saved.etag]).toEqual([200, '"1"'])
  expect(saved.said).toMatchObject({ status: 'confirmed', actual: '12.5', missed: '1.5', comment: 'No cover' })
  expect(ApiWeek.parse((await ask(visitor, 'GET', at)).said)).toEqual(saved.said)
})

it('notes what the review asks about and tells of, and nothing of a week that cannot be recorded', async () => {
  const rates = [
    { from: '2024-01-01', to: '2025-04-02', price: rate(210_000n) },
    { from: '2025-04-02', price: rate(220_000n) },
  ]
  const provider = await aProvider(stage.build, council.id, { rates })
  const [care, unsigned] = [
    await aPackage(stage.build, provider),
    await aPackage(stage.build, provider, { recordableFrom: null }),
  ]
  await stage.build.insert('care_packages.life_event', {
    ...{ council_id: council.id, provider_id: provider.id, service_id: provider.serviceId, package_id: care.id },
    ...{ contract_id: provider.contractId, kind: 'hospital', happened_on: '2025-03-20', effect: '{}' },
    ...{ told_by: provider.accountId, teller_name: 'Somebody', told_at: '2025-03-30T09:00:00Z' },
  })
  const visitor = aProviderVisitor(provider)
  const notes = [
    { code: 'W02', text: 'The person was reported to be in hospital in this week' },
    { code: 'W03', text: 'The rate changed within this week, so an average price applies' },
  ]
  expect((await ask(visitor, 'GET', `/packages/${care.id}/weeks/${WEEK}`)).said).toMatchObject({ notes })
  const { said } = await ask(visitor, 'GET', `/services/${provider.serviceId}/weeks/${WEEK}`)
  const listed = new Map(
    z
      .array(ApiWeek)
      .parse(said['weeks'])
      .map((week) => [week.packageId, week.notes.map(({ code }) => code)]),
  )
  expect([listed.get(care.id), listed.get(unsigned.id)]).toEqual([['W02', 'W03'], ['R07']])
  const saved = await ask(visitor, 'PUT', `/packages/${care.id}/weeks/${WEEK}`, {
    ...{ body: { frustrated: '14', comment: 'In hospital' }, headers: { 'if-match': '"0"' } },
  })
  expect(saved.said).toMatchObject({ status: 'confirmed', notes: notes.slice(1) })
})

it('answers a repeat with the first answer, and another request under the same key with 409', async () => {
  const { put } = await aWeek()
  const key = { 'idempotency-key': randomUUID() }
  const first = await put({}, 0, key)
  await put({ missed: '1', comment: 'Ill' }, 1)
  expect(await put({}, 0, key)).toEqual(first)
  const other = await put({ missed: '2', comment: 'Ill' }, 0, key)
  expect([other.status, other.said['code']]).toEqual([409, 'idempotency-key-reused'])
})

it('records once when the same change is sent twice at once', async () => {
  const { put, visitor, at } = await aWeek()
  const answers = await Promise.all([put({ extra: '1', comment: 'Long call' }), put({ extra: '2', comment: 'Fall' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
  expect((await ask(visitor, 'GET', at)).etag).toBe('"1"')
})

it('tells whoever was slower that the week has changed, and by how much', async () => {
  const { provider, id, put } = await aWeek()
  await aRecordedWeek(stage, provider, { packageId: id, weekStart: WEEK })
  const { status, said } = await put({ missed: '1', comment: 'Ill' })
  expect([status, said['code'], said['version']]).toEqual([412, 'R06', 1])
})

it.each([
  ['frustrated', { frustrated: 'two' }, 'R20'],
  ['missed', { missed: '15', comment: 'Ill' }, 'R23'],
  ['comment', { missed: '1' }, 'R26'],
  ['extra', { actual: '13' }, 'R22'],
])('names the fault of %s as a file would, at its place', async (field, body, code) => {
  const { put, visitor, at } = await aWeek()
  const { status, said } = await put(body)
  expect([status, said['code']]).toEqual([422, code])
  expect(said['faults']).toMatchObject([{ code, pointer: `/${field}` }])
  expect((await ask(visitor, 'GET', at)).etag).toBe('"0"')
})

it.each([
  ['a number for text', { missed: 1 }, '/missed'],
  ['half a visit', { visits: 1.5 }, '/visits'],
  ['an actual that is no number', { actual: 'all' }, '/actual'],
  ['an unknown intent', { intent: 'maybe' }, '/intent'],
])('refuses %s before it is judged', async (_, body, pointer) => {
  const { put } = await aWeek()
  const { status, said } = await put(body)
  expect([status, said['code'], said['faults']]).toMatchObject([422, 'body-wrong', [{ pointer }]])
})

it('needs the version and a key for each change', async () => {
  const { visitor, at } = await aWeek()
  const none = await ask(visitor, 'PUT', at, { body: {} })
  expect([none.status, none.said['code']]).toEqual([428, 'if-match-missing'])
  const weak = await ask(visitor, 'PUT', at, { body: {}, headers: { 'if-match': '*' } })
  expect([weak.status, weak.said['code']]).toEqual([400, 'if-match-wrong'])
  const keyless = await ask(visitor, 'PUT', at, { body: {}, headers: { 'if-match': '"0"', 'idempotency-key': '' } })
  expect([keyless.status, keyless.said['code']]).toEqual([400, 'idempotency-key-missing'])
})

it('says 409 where no figures would help', async () => {
  const { id, put } = await aWeek()
  await put({})
  taken.push(id)
  const { status, said } = await put({ missed: '1', comment: 'Ill' }, 1)
  expect([status, said['code']]).toEqual([409, 'R10'])
})

it('knows nothing of another provider’s package or service', async () => {
  const { at, provider } = await aWeek()
  const { visitor } = await aWeek()
  const headers = { 'if-match': '"0"' }
  expect((await ask(visitor, 'GET', at)).status).toBe(404)
  expect((await ask(visitor, 'PUT', at, { body: {}, headers })).status).toBe(404)
  expect((await ask(visitor, 'GET', `/services/${provider.serviceId}/weeks/${WEEK}`)).status).toBe(404)
})

it('lists the week of a service, and knows no week that begins on another day', async () => {
  const { visitor, provider, id } = await aWeek()
  const list = await ask(visitor, 'GET', `/services/${provider.serviceId}/weeks/${WEEK}`)
  expect(list.said).toMatchObject({ weeks: [{ packageId: id, planned: '14' }], next: null })
  expect((await ask(visitor, 'GET', `/services/${provider.serviceId}/weeks/2025-04-01`)).status).toBe(404)
  const wrong = await ask(visitor, 'GET', `/services/${provider.serviceId}/weeks/${WEEK}?cursor=x`)
  expect([wrong.status, wrong.said['code']]).toEqual([400, 'cursor-wrong'])
})

it('is a problem document for whoever has no key, or one that may not', async () => {
  const { at, provider } = await aWeek()
  const stranger = await site.app.inject({ method: 'PUT', url: `/api/v1${at}`, payload: {} })
  expect([stranger.statusCode, stranger.headers['www-authenticate']]).toEqual([401, expect.stringContaining('Bearer')])
  expect(stranger.json()).toMatchObject({ type: '/developers/errors#key-wrong', status: 401, code: 'key-wrong' })
  expect(stranger.headers['set-cookie']).toBeUndefined()
  const reader = aProviderVisitor(provider, { permissions: ['actuals.view'] })
  const refused = await ask(reader, 'PUT', at, { body: {}, headers: { 'if-match': '"0"' } })
  expect([refused.status, refused.said['code']]).toEqual([403, 'not-permitted'])
})
