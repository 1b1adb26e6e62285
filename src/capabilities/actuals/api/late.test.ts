import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { anApi, type Api } from '../testing/api.ts'
import { aTimetable } from '../testing/timetable.ts'

/** The last moment of this week was on 2 April, eight days ago; the other is in time. */
const LATE = '2025-03-24'
const IN_TIME = '2025-03-31'
let api: Api
beforeAll(async () => {
  api = await anApi()
  const past = { startsOn: '2025-03-03', endsOn: '2025-03-31', submitBy: '2025-04-02T16:00Z' }
  await aPeriod(api.stage.build, api.council.id, past)
})
afterAll(() => api.close())

async function aCompany(rule = {}) {
  const provider = await aProvider(api.stage.build, api.council.id, { rule })
  return { provider, ...api.as(provider) }
}
const flood = { lateReason: 'other', lateNote: 'The office was flooded' }
const missing = [422, 'late-missing', [{ code: 'late-missing', pointer: '/lateReason' }]]

function saidOf({ id }: { id: string }) {
  return api.ask('select reason, note from actuals.late_week where package_id = $1', [id])
}

describe('a program that confirms a week after its deadline', () => {
  it('says why, or nothing is confirmed', async () => {
    const { provider, get, put } = await aCompany()
    const care = await aPackage(api.stage.build, provider)
    const place = `/packages/${care.id}/weeks/${LATE}`
    const refused = await put(place, {}, 0)
    expect([refused.status, refused.said['code'], refused.said['faults']]).toMatchObject(missing)
    const wordless = await put(place, { lateReason: 'other' }, 0)
    expect(wordless.said).toMatchObject({ code: 'late-note-missing', faults: [{ pointer: '/lateNote' }] })
    expect((await put(place, { lateReason: 'tired' }, 0)).said).toMatchObject({ code: 'body-wrong' })
    expect((await get(place)).said).toMatchObject({ status: 'not-recorded' })
    expect((await put(place, flood, 0)).status).toBe(200)
    expect(await saidOf(care)).toEqual([{ reason: 'other', note: 'The office was flooded' }])
  })

  it('is not asked about a draft, nor about a week in time, whatever it sends', async () => {
    const { provider, put } = await aCompany()
    const care = await aPackage(api.stage.build, provider)
    expect((await put(`/packages/${care.id}/weeks/${LATE}`, { intent: 'draft' }, 0)).status).toBe(200)
    expect((await put(`/packages/${care.id}/weeks/${IN_TIME}`, flood, 0)).status).toBe(200)
    expect(await saidOf(care)).toEqual([])
  })

  it('is asked the same of all as planned, and told before', async () => {
    const { provider, get, post } = await aCompany()
    const care = await aPackage(api.stage.build, provider)
    const place = (week: string) => `/services/${provider.serviceId}/weeks/${week}/confirmation`
    expect((await get(place(LATE))).said).toMatchObject({ ready: 1, late: true })
    expect((await get(place(IN_TIME))).said).toMatchObject({ ready: 1, late: false })
    const refused = await post(place(LATE))
    expect([refused.status, refused.said['code'], refused.said['faults']]).toMatchObject(missing)
    expect((await post(place(LATE), { lateReason: 'staff-away' })).said).toMatchObject({ confirmed: 1 })
    expect(await saidOf(care)).toEqual([{ reason: 'staff-away', note: '' }])
  })

  it('is asked the same of a settlement', async () => {
    const { provider, post } = await aCompany()
    const care = await aPackage(api.stage.build, provider)
    const place = `/packages/${care.id}/weeks/${LATE}/settlement`
    const based = { 'if-match': '"0"' }
    const refused = await post(place, { as: 'nil' }, based)
    expect([refused.status, refused.said['code'], refused.said['faults']]).toMatchObject(missing)
    expect((await post(place, { as: 'nil', lateReason: 'oversight' }, based)).status).toBe(200)
    expect(await saidOf(care)).toEqual([{ reason: 'oversight', note: '' }])
  })

  it('is asked the same of a timetable', async () => {
    const { provider, put } = await aCompany({ recording: 'timetabled' })
    const care = await aTimetable(api.stage, provider)
    const place = `/packages/${care.id}/weeks/${LATE}/visits`
    const refused = await put(place, {}, 0)
    expect([refused.status, refused.said['code'], refused.said['faults']]).toMatchObject(missing)
    expect((await put(place, { lateReason: 'records-late' }, 0)).status).toBe(200)
    expect(await saidOf(care)).toEqual([{ reason: 'records-late', note: '' }])
  })
})

describe('many rows at once', () => {
  const row = (care: { id: string }, weekStart: string, more = {}) => ({ packageId: care.id, weekStart, ...more })
  async function twoPackages(): Promise<{ provider: AProvider; cares: { id: string }[] } & ReturnType<Api['as']>> {
    const company = await aCompany()
    const cares = [await aPackage(api.stage.build, company.provider), await aPackage(api.stage.build, company.provider)]
    return { ...company, cares }
  }

  it('are asked each by itself: the one without a reason is refused, and the other keeps its own', async () => {
    const { cares, post } = await twoPackages()
    const [one = { id: '' }, other = { id: '' }] = cares
    const rows = [row(one, LATE, flood), row(other, LATE), row(other, IN_TIME)]
    const { said } = await post('/actuals', { rows })
    expect(said).toMatchObject({ saved: 2, refused: 1 })
    expect(said['rows']).toMatchObject([
      { result: 'saved' },
      { result: 'refused', faults: [{ code: 'late-missing', pointer: '/rows/1/lateReason' }] },
      { result: 'saved' },
    ])
    expect(await saidOf(one)).toEqual([{ reason: 'other', note: 'The office was flooded' }])
    expect(await saidOf(other)).toEqual([])
  })

  it('keep a reason for each, and nothing of a trial', async () => {
    const { cares, post } = await twoPackages()
    const [one = { id: '' }, other = { id: '' }] = cares
    const rows = [row(one, LATE, { lateReason: 'oversight' }), row(other, LATE, { lateReason: 'no-access' })]
    expect((await post('/actuals', { dryRun: true, rows })).said).toMatchObject({ saved: 2 })
    expect(await saidOf(one)).toEqual([])
    expect((await post('/actuals', { rows })).said).toMatchObject({ saved: 2 })
    expect([await saidOf(one), await saidOf(other)]).toEqual([
      [{ reason: 'oversight', note: '' }],
      [{ reason: 'no-access', note: '' }],
    ])
  })
})
