import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { aPeriod, aProvider } from '../../../../../testing/world.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { routes } from '../../../routes.ts'
import { anApi, type Api } from '../../../testing/api.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { aTimetable } from '../../../testing/timetable.ts'
import { aVisitLine, clientOf, VISITS_HEADING } from '../../../testing/visits.ts'

let api: Api
let site: Site
beforeAll(async () => {
  api = await anApi()
  site = await aSite(api.stage, [(faces, web) => routes(faces, web, later())])
  const days = { startsOn: '2025-03-03', endsOn: '2025-03-31', calendar: 'early' }
  await aPeriod(api.stage.build, api.council.id, { ...days, submitBy: '2025-04-04T16:00Z' })
})
afterAll(async () => {
  await site.close()
  await api.close()
})

/** A confirmed week whose cut-off has passed, and visits of it that come after. */
async function aClosedWeek() {
  const { stage, council } = api
  const provider = await aProvider(stage.build, council.id, {
    rule: { recording: 'visits' },
    rates: [{ from: '2024-01-01', price: rate(240_000n) }],
    contract: { calendar: 'early' },
  })
  const care = await aTimetable(stage, provider)
  await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate('2025-03-24') })
  const visitor = aProviderVisitor(provider)
  const send = async (over: Parameters<typeof aVisitLine>[0] = {}) => {
    const line = aVisitLine({ visit_ref: 'V1', client_ref: clientOf(care), visit_date: '2025-03-25', ...over })
    const bytes = [VISITS_HEADING, line].join('\n')
    const { location } = await site.upload(visitor, '/provider/actuals/visits', {}, [
      { field: 'file', name: 'v.csv', bytes },
    ])
    const checked = await site.visit(visitor, location)
    const version = /name="version" value="(\d+)"/.exec(checked.html)?.[1] ?? ''
    await site.send(visitor, `${location}/saving`, { version })
    return location
  }
  const standing = async () => {
    const week = await api.as(provider).get(`/packages/${care.id}/weeks/2025-03-24`)
    const { actual, missed, comment, status } = week.said
    return { actual, missed, comment, status }
  }
  return { provider, care, visitor, send, standing }
}

it('shows closed weeks that saved visits did not change, and amends them with a reason', async () => {
  const { visitor, care, send, standing } = await aClosedWeek()
  const address = await send()
  const page = await site.visit(visitor, address)
  expect(page.text).toContain('Weeks that these visits did not change')
  expect(page.text).toContain(`${care.reference} 24 to 30 March 2025 The time to change this week has ended`)
  const wordless = await site.send(visitor, `${address}/amending`, { amendReason: ' ' })
  expect([wordless.status, wordless.text]).toEqual([422, expect.stringContaining('Enter why closed weeks are amended')])
  expect(await standing()).toMatchObject({ actual: '3.5', status: 'confirmed' })
  await site.send(visitor, `${address}/amending`, { amendReason: 'The tags had failed' })
  expect(await standing()).toEqual({ actual: '0.5', missed: '3', comment: 'The tags had failed', status: 'confirmed' })
  const after = await site.visit(visitor, address)
  expect(after.text).toContain('Brought up to date by')
  expect(after.html).not.toContain('id="amending"')
  const again = await site.send(visitor, `${address}/amending`, { amendReason: 'Once more' })
  expect([again.status, again.text]).toEqual([422, expect.stringContaining('No closed week waits')])
  const other = aProviderVisitor(await aProvider(api.stage.build, api.council.id))
  expect((await site.send(other, `${address}/amending`, { amendReason: 'Mine' })).status).toBe(404)
})

it('tells programs of them, and lets programs amend them', async () => {
  const { provider, care, standing } = await aClosedWeek()
  const { post, get } = api.as(provider)
  const visit = {
    reference: 'A1',
    clientRef: clientOf(care),
    day: '2025-03-25',
    claimedStart: '08:00',
    claimedMinutes: 30,
  }
  const sent = await post('/visits', { visits: [{ ...visit, actualStart: '08:00', actualEnd: '08:30' }] })
  const waits = [{ packageReference: care.reference, weekStart: '2025-03-24', code: 'R10', settledAt: null }]
  expect(sent.said).toMatchObject({ saved: 1, unmovedWeeks: waits })
  const at = `/uploads/${String(sent.said['uploadId'])}`
  expect((await get(at)).said).toMatchObject({ unmovedWeeks: waits })
  expect((await post(`${at}/amending`, { reason: '' })).status).toBe(422)
  const amended = await post(`${at}/amending`, { reason: 'Logged late' })
  expect([amended.status, amended.said['unmovedWeeks']]).toMatchObject([
    200,
    [{ settledAt: '2025-04-10T09:00:00.000Z' }],
  ])
  expect(await standing()).toMatchObject({ actual: '0.5', comment: 'Logged late' })
  expect((await post(`${at}/amending`, { reason: 'Again' })).status).toBe(409)
})

it('amends the closed week of a visit that is placed by hand', async () => {
  const { visitor, care, send, standing } = await aClosedWeek()
  await send({ claimed_start: '15:00', actual_start: '15:00', actual_end: '15:30' })
  const waiting = await site.visit(visitor, '/provider/actuals/visits')
  const at = /visits\/([0-9a-f-]{36})\/placing/.exec(waiting.html)?.[1] ?? ''
  const place = { act: 'place', version: '1', package: care.id }
  const shut = await site.send(visitor, `/provider/actuals/visits/${at}/placing`, place)
  expect([shut.status, shut.text]).toEqual([422, expect.stringContaining('Say why it is amended')])
  expect(shut.html).toContain(`id="amend-${at}"`)
  const placed = await site.send(visitor, `/provider/actuals/visits/${at}/placing`, {
    ...place,
    amend: 'Came at three',
  })
  expect(placed.status).toBe(303)
  expect(await standing()).toMatchObject({ actual: '0.5', comment: 'Came at three', status: 'confirmed' })
})
