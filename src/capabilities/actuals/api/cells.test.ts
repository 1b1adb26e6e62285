import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rate } from '../../../core/money.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { routes } from '../routes.ts'
import { later } from '../testing/later.ts'
import { aRecordedWeek } from '../testing/recorded.ts'
import { anEntry } from '../testing/rules.ts'
import { localDate } from '../../../core/dates.ts'

let stage: Stage
let site: Site
let council: ACouncil
let csrf: { token: string; cookies: Record<string, string> }
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
  const token = await site.app.inject('/test-token')
  csrf = { token: token.body, cookies: Object.fromEntries(token.cookies.map(({ name, value }) => [name, value])) }
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

type Sent = { cell?: string; value?: string; version?: number; with?: Record<string, string>; [more: string]: unknown }

async function aRow(rule = {}) {
  const rates = [{ from: '2024-01-01', price: rate(232_000n) }]
  const provider = await aProvider(stage.build, council.id, { rule, rates })
  const { id } = await aPackage(stage.build, provider)
  const visitor = aProviderVisitor(provider)
  return {
    id,
    provider,
    visitor,
    keep: (field: string, value: string, version = 0, more: Sent = {}) =>
      send(visitor, provider, { cell: `${field}-${id}`, value, version, ...more }),
  }
}

/** As the browser code sends it; the visitor is known to the site once it has been on a page. */
async function send(visitor: Visitor, { serviceId }: AProvider, body: Sent, headers: Record<string, string> = {}) {
  await site.visit(visitor, `/provider/actuals/${serviceId}/${WEEK}`)
  const answer = await site.app.inject({
    method: 'POST',
    url: `/provider/actuals/${serviceId}/${WEEK}/cells`,
    cookies: csrf.cookies,
    headers: {
      'x-test-visitor': visitor.accountId,
      'csrf-token': csrf.token,
      accept: 'application/json',
      'content-type': 'application/json',
      ...headers,
    },
    payload: JSON.stringify(body),
  })
  return { status: answer.statusCode, said: answer.body === '' ? {} : answer.json<Record<string, unknown>>() }
}

function weeksOf({ scope }: Visitor, packageId: string) {
  return stage.db.read(scope, (tx) =>
    tx
      .selectFrom('actuals.week_version')
      .select(['version', 'status', 'frustrated', 'missed', 'comment', 'reason', 'recorded_name'])
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('week_start', '=', WEEK)
      .where('package_id', '=', packageId)
      .orderBy('version')
      .execute(),
  )
}

it('keeps one box as a draft, answers the new version, and leaves the other boxes alone', async () => {
  const { id, visitor, keep } = await aRow()
  expect(await keep('frustrated', '1:45')).toEqual({
    status: 200,
    said: { version: 1, status: 'draft', statusText: 'Draft', savedAt: '10am' },
  })
  expect((await keep('comment', 'Not in on Monday', 1)).said['version']).toBe(2)
  expect(await weeksOf(visitor, id)).toMatchObject([
    { version: 1, status: 'draft', frustrated: 52_500n, comment: '' },
    { version: 2, status: 'draft', frustrated: 52_500n, comment: 'Not in on Monday', recorded_name: 'Asha Test' },
  ])
})

it('does nothing twice, and nothing where nothing was typed', async () => {
  const { id, visitor, keep } = await aRow()
  expect((await keep('missed', '')).said['version']).toBe(0)
  expect((await keep('missed', '2')).said['version']).toBe(1)
  expect((await keep('missed', '2.0')).said['version']).toBe(1)
  expect(await weeksOf(visitor, id)).toHaveLength(1)
})

it('writes nothing over somebody else’s change, and says who made it, when and what', async () => {
  const { id, visitor, keep } = await aRow()
  await keep('frustrated', '1')
  const late = await keep('missed', '2')
  expect(late.status).toBe(409)
  expect(late.said['title']).toContain('Asha Test changed this at 10am on Thursday 10 April 2025: frustrated 1')
  expect(late.said['standing']).toMatchObject({ version: 1, values: { frustrated: '1', missed: '0' } })
  expect(await weeksOf(visitor, id)).toHaveLength(1)
})

it('lets one of two through who leave a box at the same moment', async () => {
  const { id, visitor, keep } = await aRow()
  const both = await Promise.all([keep('frustrated', '1'), keep('missed', '2')])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(await weeksOf(visitor, id)).toHaveLength(1)
})

it.each([
  ['frustrated', 'much', 'R20', 'Frustrated must be a number of hours, like 1.75 or 1:45'],
  ['missed', '-1', 'R20', 'Missed cannot be less than 0'],
  ['missed', '0.1', 'R21', 'Missed must be in steps of 15 minutes'],
  ['frustrated', '15', 'R23', 'only 14 hours are planned'],
  ['extra', '155', 'R28', 'more than the 168 hours in a week'],
])('refuses %s %s with %s at its box', async (field, value, code, text) => {
  const { id, visitor, keep } = await aRow()
  const { status, said } = await keep(field, value)
  expect(status).toBe(422)
  expect(said['faults']).toMatchObject([{ code }])
  expect(said['title']).toContain(text)
  expect(await weeksOf(visitor, id)).toEqual([])
})

it('keeps boxes together that only count together', async () => {
  const { id, provider, visitor, keep } = await aRow()
  await aRecordedWeek(stage, provider, { packageId: id, weekStart: WEEK })
  const alone = await keep('frustrated', '1', 1)
  expect([alone.status, alone.said['faults']]).toMatchObject([422, [{ code: 'R26', cell: `comment-${id}` }]])
  const together = await keep('comment', 'In hospital', 1, { with: { frustrated: '1' } })
  expect(together.said).toMatchObject({ version: 2, status: 'confirmed', statusText: 'Confirmed' })
  expect((await weeksOf(visitor, id)).at(-1)).toMatchObject({ frustrated: 30_000n, comment: 'In hospital' })
})

it('says why a week is shut', async () => {
  const { id, provider, keep } = await aRow()
  await aRecordedWeek(stage, provider, { packageId: id, weekStart: WEEK }, { entry: anEntry() })
  taken.push(id)
  const { status, said } = await keep('extra', '1', 1, { with: { comment: 'More' } })
  expect([status, said['faults']]).toMatchObject([422, [{ code: 'R10' }]])
})

it('knows neither another provider’s package, nor one that was never there, nor a week that is none', async () => {
  const { provider, visitor } = await aRow()
  const other = await aRow()
  for (const id of [other.id, randomUUID()])
    expect((await send(visitor, provider, { cell: `missed-${id}`, value: '1', version: 0 })).status).toBe(404)
  const elsewhere = { ...provider, serviceId: other.provider.serviceId }
  expect((await send(visitor, provider, { cell: `missed-${other.id}`, value: '1', version: 0 })).status).toBe(404)
  expect(elsewhere.serviceId).not.toBe(provider.serviceId)
})

it.each([
  [{ cell: 'planned-1' }],
  [{ value: 7 }],
  [{ version: -1 }],
  [{ version: '0' }],
  [{ value: 'x'.repeat(10_001) }],
  [{ with: { planned: '1' } }],
])('takes %j for no box of ours', async (wrong) => {
  const { id, provider, visitor } = await aRow()
  const sent = { cell: `missed-${id}`, value: '1', version: 0, ...wrong } as Sent
  expect((await send(visitor, provider, sent)).status).toBe(400)
})

it('wants the token of our page, and the permission to record', async () => {
  const { id, provider, visitor } = await aRow()
  const sent = { cell: `missed-${id}`, value: '1', version: 0 }
  expect((await send(visitor, provider, sent, { 'csrf-token': 'another' })).status).toBe(403)
  expect((await send(visitor, provider, sent, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const reader = { ...aProviderVisitor(provider, { permissions: ['actuals.view'] }), accountId: randomUUID() }
  expect((await send(reader, provider, sent)).status).toBe(403)
})

it('is audited like any record', async () => {
  const { id, keep } = await aRow()
  await keep('missed', '1')
  const rows = await stage.db.read({ role: 'portal_council', councilId: council.id, accountId: randomUUID() }, (tx) =>
    tx
      .selectFrom('platform.audit_entry')
      .select('details')
      .where('council_id', '=', council.id)
      .where('action', '=', 'actuals.recorded')
      .orderBy('seq', 'desc')
      .limit(1)
      .execute(),
  )
  expect(JSON.stringify(rows[0]?.details)).toContain(`${id} v1`)
})

it('keeps a reason before its figures are typed, and the reason stays when they are', async () => {
  await stage.build.insert('actuals.reason', {
    ...{ council_id: council.id, code: 'hospital', label: 'Hospital', starts_on: '2025-01-01' },
    ...{ added_name: 'Cara', added_at: '2025-01-01T09:00Z' },
  })
  const { keep, id, visitor } = await aRow()
  expect((await keep('reason', 'hospital')).said['version']).toBe(1)
  expect((await keep('frustrated', '2', 1)).said['version']).toBe(2)
  expect(await weeksOf(visitor, id)).toMatchObject([
    { reason: 'hospital' },
    { reason: 'hospital', frustrated: 60_000n },
  ])
  const unknown = await keep('reason', 'moon', 2)
  expect([unknown.status, unknown.said['faults']]).toMatchObject([
    422,
    [{ code: 'reason-unknown', cell: `reason-${id}` }],
  ])
})
