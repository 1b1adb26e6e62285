import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import type { Site } from '../../../../../testing/site.ts'
import type { Stage } from '../../../../../testing/stage.ts'
import { aPackage, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { aDesk, type Desk } from '../../../testing/commissioning.ts'

let desk: Desk
let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let broker: Visitor
let second: Visitor

beforeAll(async () => {
  desk = await aDesk()
  ;({ stage, site, council, provider, broker, second } = desk)
})
afterAll(() => desk.close())

const commissioned = () => desk.commissioned()
const packageOf = (id: string) => desk.packageOf(id)
const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString()

describe('changing care', () => {
  const sixteen = (over: Readonly<Record<string, string>> = {}) => ({
    ...{ version: '1', cause: 'social-work-decision', line: provider.rateLineId, planned: '16' },
    ...{ 'from-day': '2', 'from-month': '6', 'from-year': '2025', ...over },
  })

  it('adds a plan from a day on, with the difference shown first', async () => {
    const id = await commissioned()
    const form = await site.visit(broker, `/council/packages/${id}/change`)
    expect(form.html).toContain('value="14"')
    const shown = await site.visit(broker, `/council/packages/${id}/change?${query({ ...sixteen(), show: 'check' })}`)
    expect(shown.text).toContain('£336.00')
    const sent = await site.send(broker, `/council/packages/${id}/change`, sixteen())
    expect(sent.location).toBe(`/council/packages/${id}`)
    expect(await packageOf(id)).toMatchObject([
      { planned: 420_000n },
      { planned: 480_000n, cause: 'social-work-decision' },
    ])
    const stale = await site.send(broker, `/council/packages/${id}/change`, sixteen({ planned: '18' }))
    expect([stale.status, stale.text.includes('Somebody changed this care')]).toEqual([422, true])
  })

  it('begins with the visits of care that is recorded by the week, and keeps them', async () => {
    const id = await commissioned()
    for (const weekday of [1, 2, 3, 4, 5, 6, 7])
      await stage.build.insert('care_packages.timetable_entry', {
        ...{ council_id: council.id, provider_id: provider.id, service_id: provider.serviceId },
        ...{ contract_id: provider.contractId, package_id: id, version: 1 },
        ...{ weekday, starts_at: '08:00', minutes: 120, carers: 1 },
      })
    const form = await site.visit(broker, `/council/packages/${id}/change`)
    expect(form.html).toMatch(/name="v1-at"[^>]*value="08:00"|value="08:00"[^>]*name="v1-at"/)
    const visits = { 'v1-at': '08:00', 'v1-for': '90', 'v1-carers': '1', 'v1-d1': 'yes', 'v1-d5': 'yes' }
    const sent = await site.send(broker, `/council/packages/${id}/change`, sixteen({ planned: '', ...visits }))
    expect(sent.location).toBe(`/council/packages/${id}`)
    expect(await packageOf(id)).toMatchObject([{ planned: 420_000n }, { planned: 90_000n }])
  })

  it('asks a second person for another price of care that there is', async () => {
    const id = await commissioned()
    const sent = await site.send(
      broker,
      `/council/packages/${id}/change`,
      sixteen({ planned: '14', price: '25', priceReason: 'Two hoists' }),
    )
    const address = sent.location
    expect(await packageOf(id)).toHaveLength(1)
    expect((await site.send(second, `${address}/decision`, { version: '1', kind: 'approve', note: '' })).status).toBe(
      303,
    )
    expect(await packageOf(id)).toMatchObject([{ price: 210_000n }, { planned: 420_000n, price: 250_000n }])
  })

  it.each([
    [{ cause: '' }, 'Select why it changes'],
    [{ planned: '14' }, 'This is how it is already'],
    [{ planned: '0' }, 'Enter more than nothing'],
    [{ 'from-month': '4' }, 'The care begins after that day'],
    [{ 'from-day': '40' }, 'Enter the first day of the change'],
    [{ 'from-year': '2125' }, 'The day must be within five years from today'],
    [{ planned: '', day1: '49' }, 'A day has 24 hours for each carer of its visits'],
  ])('says what is wrong with %j', async (over, words) => {
    const id = await commissioned()
    const sent = await site.send(broker, `/council/packages/${id}/change`, sixteen(over))
    expect([sent.status, sent.text.includes(words)]).toEqual([422, true])
    expect(await packageOf(id)).toHaveLength(1)
  })

  it('gives care other dates, also earlier ones, and ends or cancels it', async () => {
    const id = await commissioned()
    const dates = { version: '1', 'start-day': '1', 'start-month': '5', 'start-year': '2025' }
    const sent = await site.send(broker, `/council/packages/${id}/dates`, dates)
    expect(sent.location).toBe(`/council/packages/${id}`)
    expect(await packageOf(id)).toMatchObject([{ starts_on: '2025-05-01', price: 210_000n, row_version: 2 }])
    const stale = await site.send(broker, `/council/packages/${id}/dates`, { ...dates, 'start-day': '3' })
    expect(stale.text).toContain('Somebody changed this care')
    const mistyped = await site.send(broker, `/council/packages/${id}/dates`, { ...dates, 'start-year': '2125' })
    expect(mistyped.text).toContain('The day must be within five years from today')
    const end = {
      version: '2',
      'lastday-day': '30',
      'lastday-month': '6',
      'lastday-year': '2025',
      why: 'moved',
      reason: 'Moved in with family',
    }
    expect((await site.send(broker, `/council/packages/${id}/end`, { ...end, why: '' })).text).toContain(
      'Select what ends it',
    )
    expect((await site.send(broker, `/council/packages/${id}/end`, { ...end, 'lastday-year': '2125' })).text).toContain(
      'The day must be within five years from today',
    )
    expect((await site.send(broker, `/council/packages/${id}/end`, { ...end, reason: ' ' })).text).toContain(
      'Enter why the care ends',
    )
    expect((await site.send(broker, `/council/packages/${id}/end`, end)).status).toBe(303)
    expect(await packageOf(id)).toMatchObject([{ ends_on: '2025-06-30', end_reason: 'moved', status: 'authorised' }])
    expect((await site.visit(broker, `/council/packages/${id}`)).text).toContain('30 June 2025, as the person left')
    const early = { ...end, version: '3', 'lastday-month': '4' }
    expect((await site.send(broker, `/council/packages/${id}/end`, early)).status).toBe(303)
    expect(await packageOf(id)).toMatchObject([{ status: 'cancelled' }])
  })

  it('keeps what was recorded within the dates', async () => {
    const care = await aPackage(stage.build, provider)
    await stage.build.insert('actuals.week', {
      council_id: council.id,
      ...{
        package_id: care.id,
        provider_id: provider.id,
        service_id: provider.serviceId,
        contract_id: provider.contractId,
      },
      ...{
        week_start: '2025-03-03',
        status: 'confirmed',
        source: 'screen',
        recorded_at: '2025-03-10T09:00:00Z',
        recorded_by: provider.accountId,
        confirmed_at: '2025-03-10T09:00:00Z',
        planned: 420_000,
        actual: 420_000,
        frustrated: 0,
        missed: 0,
        extra: 0,
      },
    })
    const late = { version: '1', 'start-day': '1', 'start-month': '4', 'start-year': '2025' }
    expect((await site.send(broker, `/council/packages/${care.id}/dates`, late)).text).toContain(
      'Care was recorded before that day',
    )
    const end = {
      version: '1',
      'lastday-day': '1',
      'lastday-month': '2',
      'lastday-year': '2025',
      why: 'other',
      reason: 'x',
    }
    expect((await site.send(broker, `/council/packages/${care.id}/end`, end)).text).toContain(
      'Care was recorded after that day',
    )
  })
})
