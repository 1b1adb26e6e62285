import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aPackage, type AProvider } from '../../../testing/world.ts'
import { aCompanyOf, anApi, type Api } from '../testing/api.ts'

const WEEK = localDate('2025-03-31')
const key = () => ({ 'idempotency-key': randomUUID() })
let api: Api
beforeAll(async () => {
  api = await anApi()
})
afterAll(() => api.close())

const aCompany = (rule = {}) => aCompanyOf(api, rule)
const at = (provider: AProvider) => `/services/${provider.serviceId}/weeks/${WEEK}`
const version = (etag: number) => ({ 'if-match': `"${String(etag)}"` })

describe('confirming a week as planned', () => {
  it('confirms what is ready, and lists what is not, why and who does what', async () => {
    const { provider, get, post } = await aCompany()
    const [ready, unsigned] = [
      await aPackage(api.stage.build, provider),
      await aPackage(api.stage.build, provider, { recordableFrom: null }),
    ]
    const seen = await get(`${at(provider)}/confirmation`)
    expect(seen.said).toMatchObject({ ready: 1, left: [{ packageId: unsigned.id, code: 'R07' }], next: null })
    const repeat = key()
    const done = await post(`${at(provider)}/confirmation`, undefined, repeat)
    expect(done).toMatchObject({ status: 200, said: { confirmed: 1, left: [{ packageId: unsigned.id }] } })
    expect(await post(`${at(provider)}/confirmation`, undefined, repeat)).toEqual(done)
    expect((await post(`${at(provider)}/confirmation`)).said).toMatchObject({ confirmed: 0 })
    const week = await get(`/packages/${ready.id}/weeks/${WEEK}`)
    expect(week.said).toMatchObject({ status: 'confirmed', actual: '14' })
    const [{ source } = { source: '' }] = await api.ask('select source from actuals.week where package_id = $1', [
      ready.id,
    ])
    expect(source).toBe('api')
  })

  it('pages through what is left', async () => {
    const { provider, get } = await aCompany()
    for (let n = 0; n < 3; n += 1) await aPackage(api.stage.build, provider, { recordableFrom: null })
    const first = await get(`${at(provider)}/confirmation?limit=2`)
    const second = await get(`${at(provider)}/confirmation?limit=2&cursor=${String(first.said['next'])}`)
    const ids = [first, second].flatMap(({ said }) =>
      (said['left'] as { packageId: string }[]).map((one) => one.packageId),
    )
    expect([new Set(ids).size, second.said['next']]).toEqual([3, null])
    expect((await get(`${at(provider)}/confirmation?cursor=x`)).said['code']).toBe('cursor-wrong')
  })

  it('knows nothing of another’s service', async () => {
    const [{ provider }, other] = [await aCompany(), await aCompany()]
    for (const place of [at(provider), `/services/${randomUUID()}/weeks/${WEEK}`]) {
      expect((await other.get(`${place}/confirmation`)).status).toBe(404)
      expect((await other.post(`${place}/confirmation`)).status).toBe(404)
    }
  })
})

describe('settling one week', () => {
  it.each([
    ['planned', { status: 'confirmed', actual: '14', missed: '0' }],
    ['nil', { status: 'confirmed', actual: '0', missed: '14', comment: 'Nothing was delivered in this week' }],
  ])('as %s', async (as, week) => {
    const { provider, post, get } = await aCompany()
    const { id } = await aPackage(api.stage.build, provider)
    const place = `/packages/${id}/weeks/${WEEK}`
    const done = await post(`${place}/settlement`, { as }, { ...key(), ...version(0) })
    expect([done.status, done.etag, done.said]).toEqual([200, '"1"', expect.objectContaining(week)])
    expect((await get(place)).said).toEqual(done.said)
    const stale = await post(
      `${place}/settlement`,
      { as: as === 'nil' ? 'planned' : 'nil' },
      { ...key(), ...version(0) },
    )
    expect([stale.status, stale.said['code'], stale.said['version']]).toEqual([412, 'R06', 1])
  })

  it('needs the version, one of two words, and a week of one’s own', async () => {
    const { provider, post } = await aCompany()
    const other = await aCompany()
    const { id } = await aPackage(api.stage.build, provider)
    const place = `/packages/${id}/weeks/${WEEK}/settlement`
    expect((await post(place, { as: 'planned' })).status).toBe(428)
    expect((await post(place, { as: 'half' }, { ...key(), ...version(0) })).said['code']).toBe('body-wrong')
    const strange = { ...key(), ...version(0) }
    expect((await other.post(place, { as: 'nil' }, strange)).status).toBe(404)
    expect((await other.post(place.replace(id, randomUUID()), { as: 'nil' }, strange)).status).toBe(404)
  })
})

describe('asking the council about a week', () => {
  it('opens a message of one’s own package only, and leaves the line aside until it is taken up', async () => {
    const { provider, get, post } = await aCompany()
    const other = await aCompany()
    const { id } = await aPackage(api.stage.build, provider)
    const place = `/packages/${id}/weeks/${WEEK}/question`
    const repeat = key()
    const asked = await post(place, { text: 'Frustrated or missed?' }, repeat)
    expect(asked).toMatchObject({ status: 200, said: { messageId: expect.any(String) } })
    expect(await post(place, { text: 'Frustrated or missed?' }, repeat)).toEqual(asked)
    expect((await post(place, { text: ' ' })).said['faults']).toMatchObject([{ pointer: '/text' }])
    expect((await other.post(place, { text: 'Hers?' })).status).toBe(404)
    const together = `${at(provider)}/confirmation`
    expect((await get(together)).said).toMatchObject({ ready: 0, left: [{ code: 'parked' }] })
    expect((await other.post(`${place}/end`)).status).toBe(404)
    expect((await post(`${place}/end`)).said).toMatchObject({ packageId: id, status: 'not-recorded' })
    expect((await post(together)).said).toMatchObject({ confirmed: 1 })
    expect((await post(place, { text: 'Too late?' })).said['code']).toBe('confirmed')
  })
})

describe('reasons', () => {
  it('are listed for a day, explain a week, and stay when a week says nothing of them', async () => {
    await api.stage.build.insert('actuals.reason', {
      ...{ council_id: api.council.id, code: 'hospital', label: 'Hospital', starts_on: '2025-01-01' },
      ...{ added_name: 'Cara', added_at: '2025-01-01T09:00Z' },
    })
    const { provider, get, put } = await aCompany()
    const { id } = await aPackage(api.stage.build, provider)
    expect((await get('/reasons?day=2025-03-31')).said).toEqual({ reasons: [{ code: 'hospital', label: 'Hospital' }] })
    expect((await get('/reasons?day=2024-03-31')).said).toEqual({ reasons: [] })
    expect((await get('/reasons?day=then')).said['code']).toBe('query-wrong')
    const place = `/packages/${id}/weeks/${WEEK}`
    const said = await put(place, { frustrated: '1', reason: 'hospital' }, 0)
    expect(said.said).toMatchObject({ status: 'confirmed', reason: 'hospital' })
    expect((await put(place, { frustrated: '2' }, 1)).said).toMatchObject({ reason: 'hospital', version: 2 })
    const unknown = await put(place, { frustrated: '1', reason: 'moon' }, 2)
    expect([unknown.status, unknown.said['faults']]).toMatchObject([
      422,
      [{ code: 'reason-unknown', pointer: '/reason' }],
    ])
    const none = await put(place, { frustrated: '1', comment: 'Not in', reason: null }, 2)
    expect(none.said).toMatchObject({ reason: null, comment: 'Not in' })
    await api.ask(
      'delete from actuals.reason where council_id = $1 and code not in (select reason from actuals.week where reason is not null)',
      [api.council.id],
    )
  })
})

describe('absences', () => {
  const said = { cause: 'person', note: 'Taken to hospital', firstDay: '2025-03-31' }

  it('are said once, fill their weeks, end and are undone', async () => {
    const { provider, get, post } = await aCompany()
    const { id: packageId } = await aPackage(api.stage.build, provider)
    const repeat = key()
    const made = await post('/absences', { ...said, packageId }, repeat)
    expect([made.status, made.said]).toMatchObject([
      200,
      {
        state: 'open',
        lastDay: null,
        version: 1,
        weeks: [{ result: 'filled' }, { weekStart: WEEK, result: 'filled', absent: '14' }],
      },
    ])
    expect(await post('/absences', { ...said, packageId }, repeat)).toEqual(made)
    const again = await post('/absences', { ...said, packageId })
    expect([again.status, again.said['code']]).toEqual([409, 'away-already'])
    const place = `/absences/${String(made.said['id'])}`
    expect((await get('/absences')).said).toMatchObject({ absences: [{ id: made.said['id'] }], next: null })
    const early = await post(`${place}/end`, { lastDay: '2025-03-30', version: 1 })
    expect([early.status, early.said['faults']]).toMatchObject([422, [{ code: 'days-reversed', pointer: '/lastDay' }]])
    const ended = await post(`${place}/end`, { lastDay: '2025-04-01', version: 1 })
    expect(ended.said).toMatchObject({ state: 'ended', lastDay: '2025-04-01', version: 2, weeks: [{ absent: '4' }] })
    expect((await post(`${place}/undoing`, { version: 1 })).said['code']).toBe('changed')
    expect((await post(`${place}/undoing`, { version: 2 })).said).toMatchObject({ state: 'undone' })
    expect((await get(place)).said).toMatchObject({ state: 'undone', weeks: [] })
    expect((await get(`/packages/${packageId}/weeks/${WEEK}`)).said).toMatchObject({ frustrated: '0' })
  })

  it.each([
    [{ note: ' ' }, 'note-missing', '/note'],
    [{ note: 'x'.repeat(501) }, 'note-long', '/note'],
    [{ firstDay: '2025-05-01' }, 'in-the-future', '/firstDay'],
    [{ firstDay: '2024-05-01' }, 'too-long-ago', '/firstDay'],
    [{ lastDay: '2025-03-30' }, 'days-reversed', '/lastDay'],
    [{ reason: 'moon' }, 'reason-unknown', '/reason'],
    [{ firstDay: 'soon' }, 'body-wrong', '/firstDay'],
    [{ cause: 'weather' }, 'body-wrong', '/cause'],
  ])('with %j are refused with %s at %s', async (wrong, code, pointer) => {
    const { provider, get, post } = await aCompany()
    const { id: packageId } = await aPackage(api.stage.build, provider)
    const refused = await post('/absences', { ...said, packageId, ...wrong })
    expect([refused.status, refused.said['faults']]).toMatchObject([422, [{ code, pointer }]])
    expect((await get('/absences')).said).toEqual({ absences: [], next: null })
  })

  it('of another provider are as unknown as none', async () => {
    const { provider, post } = await aCompany()
    const other = await aCompany()
    const { id: packageId } = await aPackage(api.stage.build, provider)
    const made = await post('/absences', { ...said, packageId })
    for (const id of [String(made.said['id']), randomUUID()]) {
      expect((await other.get(`/absences/${id}`)).status).toBe(404)
      expect((await other.post(`/absences/${id}/end`, { lastDay: '2025-04-01', version: 1 })).status).toBe(404)
      expect((await other.post(`/absences/${id}/undoing`, { version: 1 })).status).toBe(404)
    }
    for (const id of [packageId, randomUUID()])
      expect((await other.post('/absences', { ...said, packageId: id })).status).toBe(404)
  })
})
