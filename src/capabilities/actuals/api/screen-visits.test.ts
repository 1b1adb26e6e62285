import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { aPackage } from '../../../testing/world.ts'
import { aCompanyOf, anApi, type Api } from '../testing/api.ts'
import { aTimetable } from '../testing/timetable.ts'
import { clientOf, saveVisits } from '../testing/visits.ts'

const WEEK = localDate('2025-03-31')
const key = () => ({ 'idempotency-key': randomUUID() })
let api: Api
beforeAll(async () => {
  api = await anApi()
})
afterAll(() => api.close())

const aCompany = (rule = {}) => aCompanyOf(api, rule)

describe('a timetabled week', () => {
  it('is read, recorded by what differs, and judged like any other', async () => {
    const { provider, get, put } = await aCompany({ recording: 'timetabled' })
    const care = await aTimetable(api.stage, provider)
    const place = `/packages/${care.id}/weeks/${WEEK}/visits`
    const before = await get(place)
    expect([before.etag, before.said]).toMatchObject([
      '"0"',
      { status: 'not-recorded', planned: '3.5', complete: true },
    ])
    expect(before.said['visits']).toHaveLength(7)
    const visits = [
      { planned: { day: '2025-03-31', startsAt: '08:00' }, outcome: 'frustrated' },
      { day: '2025-04-01', startsAt: '12:00', endsAt: '12:30' },
    ]
    const wordless = await put(place, { visits }, 0)
    expect([wordless.status, wordless.said['code']]).toEqual([422, 'R26'])
    const saved = await put(place, { visits, comment: 'In hospital on Monday' }, 0)
    expect([saved.status, saved.etag, saved.said]).toMatchObject([200, '"1"', { status: 'confirmed', actual: '3.5' }])
    expect(saved.said['visits']).toHaveLength(8)
    expect((await get(place)).said).toEqual(saved.said)
    expect((await put(place, { visits: [] }, 0)).said).toMatchObject({ code: 'R06', version: 1 })
    const wrong = await put(place, { visits: [{ planned: { day: '2025-03-31', startsAt: '09:00' } }] }, 1)
    expect([wrong.status, wrong.said['faults']]).toMatchObject([422, [{ pointer: '/visits/0/planned' }]])
  })

  it('has visits that moved within it, and added ones of which something became', async () => {
    const { provider, get, put } = await aCompany({ recording: 'timetabled', extras_allowed: false })
    const care = await aTimetable(api.stage, provider)
    const place = `/packages/${care.id}/weeks/${WEEK}/visits`
    const evening = { day: '2025-04-05', startsAt: '18:00', endsAt: '18:30' }
    const monday = { day: '2025-03-31', startsAt: '08:00' }
    const moved = await put(place, { visits: [{ planned: monday, ...evening }] }, 0)
    expect([moved.status, moved.said]).toMatchObject([200, { status: 'confirmed', actual: '3.5', comment: '' }])
    expect(moved.said['visits']).toContainEqual(expect.objectContaining({ ...evening, outcome: 'delivered' }))
    const missed = { planned: monday, outcome: 'missed' }
    expect((await put(place, { visits: [missed, evening] }, 1)).said).toMatchObject({ version: 2, actual: '3.5' })
    const frustrated = { ...evening, outcome: 'frustrated' }
    const explained = await put(place, { visits: [missed, frustrated], comment: 'Not in' }, 2)
    expect([explained.status, explained.said]).toMatchObject([200, { actual: '3' }])
    expect((await get(`/packages/${care.id}/weeks/${WEEK}`)).said).toMatchObject({ frustrated: '0.5', missed: '0' })
    const onTop = await put(place, { visits: [frustrated], comment: 'Not in' }, 3)
    expect([onTop.status, onTop.said['code']]).toEqual([422, 'R24'])
    const elsewhere = await put(place, { visits: [{ planned: monday, day: '2025-04-07' }] }, 3)
    expect([elsewhere.status, elsewhere.said['faults']]).toMatchObject([422, [{ pointer: '/visits/0/day' }]])
  })

  it('is none of another provider’s, nor of a package without a timetable', async () => {
    const { provider, get, put } = await aCompany({ recording: 'timetabled' })
    const other = await aCompany()
    const care = await aTimetable(api.stage, provider)
    const weekly = await aPackage(api.stage.build, other.provider)
    expect((await other.get(`/packages/${care.id}/weeks/${WEEK}/visits`)).status).toBe(404)
    expect((await other.put(`/packages/${care.id}/weeks/${WEEK}/visits`, {}, 0)).status).toBe(404)
    expect((await get(`/packages/${randomUUID()}/weeks/${WEEK}/visits`)).status).toBe(404)
    expect((await other.get(`/packages/${weekly.id}/weeks/${WEEK}/visits`)).status).toBe(404)
    expect((await put(`/packages/${care.id}/weeks/${WEEK}/visits`, {}, 0)).status).toBe(200)
  })
})

describe('visits that wait', () => {
  const visit = {
    ...{ visit_ref: 'V1', carer_ref: '', visit_date: WEEK },
    ...{ claimed_start: '20:00', claimed_minutes: '30', actual_start: '20:00', actual_end: '20:30' },
  }

  async function aWaitingVisit() {
    // Planned every morning, and claimed in the evening: it fits no planned visit.
    const company = await aCompany({ recording: 'visits' })
    const care = await aTimetable(api.stage, company.provider)
    await saveVisits(api.stage, company.provider, [{ ...visit, client_ref: clientOf(care) }])
    return { ...company, care }
  }

  it('are listed with their candidates and placed, once', async () => {
    const { care, get, post } = await aWaitingVisit()
    const { said } = await get('/waiting-visits')
    expect(said).toMatchObject({
      visits: [{ reference: 'V1', state: 'unallocated', candidates: [{ packageId: care.id }] }],
    })
    const repeat = key()
    const placed = await post('/visits/V1/placing', { packageId: care.id, version: 1 }, repeat)
    expect([placed.status, placed.said]).toMatchObject([200, { state: 'allocated', packageId: care.id, version: 2 }])
    expect(await post('/visits/V1/placing', { packageId: care.id, version: 1 }, repeat)).toEqual(placed)
    expect((await post('/visits/V1/placing', { packageId: null, reason: 'No', version: 2 })).said['code']).toBe(
      'decided',
    )
    expect((await get('/waiting-visits')).said).toEqual({ visits: [], next: null })
    expect((await get(`/packages/${care.id}/weeks/${WEEK}`)).said).toMatchObject({ status: 'draft', actual: '0.5' })
  })

  it('are placed all at once, with every other visit of the person', async () => {
    const { provider, care, get, post } = await aWaitingVisit()
    const others = [addDays(WEEK, 1), addDays(WEEK, 7)].map((day, n) => {
      return { ...visit, client_ref: clientOf(care), visit_date: day, visit_ref: `V${String(n + 2)}` }
    })
    await saveVisits(api.stage, provider, others)
    const [all, stranger] = ['/visits/V2/placing/all', await aCompany()]
    expect((await post(all, { packageId: randomUUID(), version: 1 })).said['faults']).toMatchObject([
      { code: 'not-a-package', pointer: '/packageId' },
    ])
    expect((await stranger.post(all, { packageId: care.id, version: 1 })).status).toBe(404)
    const repeat = key()
    const placed = await post(all, { packageId: care.id, version: 1 }, repeat)
    expect([placed.status, placed.said]).toEqual([200, { placed: 3, weeks: 2, shut: 0 }])
    expect(await post(all, { packageId: care.id, version: 1 }, repeat)).toEqual(placed)
    expect((await post(all, { packageId: care.id, version: 1 })).said['code']).toBe('decided')
    expect((await get('/waiting-visits')).said['visits']).toEqual([])
    expect((await get(`/packages/${care.id}/weeks/${WEEK}`)).said).toMatchObject({ status: 'draft', actual: '1' })
  })

  it('are declined with a reason', async () => {
    const { post } = await aWaitingVisit()
    const wordless = await post('/visits/V1/placing', { packageId: null, version: 1 })
    expect([wordless.status, wordless.said['faults']]).toMatchObject([
      422,
      [{ code: 'reason-missing', pointer: '/reason' }],
    ])
    const declined = await post('/visits/V1/placing', { packageId: null, reason: 'Not our client', version: 1 })
    expect(declined.said).toMatchObject({ state: 'declined', packageId: null })
  })

  it('go to no package but a candidate, and are nobody else’s', async () => {
    const { post, get } = await aWaitingVisit()
    const other = await aWaitingVisit()
    for (const packageId of [other.care.id, randomUUID()]) {
      const refused = await post('/visits/V1/placing', { packageId, version: 1 })
      expect([refused.status, refused.said['faults']]).toMatchObject([
        422,
        [{ code: 'not-a-package', pointer: '/packageId' }],
      ])
    }
    expect((await post('/visits/V2/placing', { packageId: null, reason: 'x', version: 1 })).status).toBe(404)
    expect((await get('/waiting-visits')).said['visits']).toHaveLength(1)
  })
})
