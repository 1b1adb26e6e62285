import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pounds } from '../../../../../core/decimal.ts'
import { isMiswritten } from '../../../../../core/reference.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import type { Site } from '../../../../../testing/site.ts'
import { councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
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

const added = (over: Readonly<Record<string, string>> = {}) => desk.added(over)
const fourteen = (person: string, over: Readonly<Record<string, string>> = {}) => desk.fourteen(person, over)
const packageOf = (id: string) => desk.packageOf(id)
const ask = (text: Parameters<Desk['ask']>[0]) => desk.ask(text)
const NEW = '/council/packages/new'
const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString()

describe('commissioning care', () => {
  it('asks who, then who gives it, then what, and says what a week comes to', async () => {
    const person = await added({ givenName: 'Iris', familyName: 'Lowe' })
    const found = await site.visit(broker, `${NEW}?q=lowe`)
    expect(found.html).toContain(`${NEW}?person=${person}`)
    expect((await site.visit(broker, `${NEW}?q=nobody`)).text).toContain('Nobody is called so')
    const places = await site.visit(broker, `${NEW}?${query({ person, provider: 'care' })}`)
    expect(places.html).toContain(`service=${provider.serviceId}&amp;contract=${provider.contractId}`)
    const checked = await site.visit(broker, `${NEW}?${query({ ...fourteen(person), show: 'check' })}`)
    expect(checked.text).toContain('14 hours a week: £294.00 a week')
    expect(checked.text).not.toContain('Nobody at the provider may sign')
    expect(
      await ask(sql`select 1 from care_packages.package where council_id = ${council.id} and person_id = ${person}`),
    ).toEqual([])
  })

  it('makes a package with a reference that checks itself, which both sides see, and once', async () => {
    const person = await added()
    const sent = await site.send(broker, NEW, { ...fourteen(person), _key: person })
    const again = await site.send(broker, NEW, { ...fourteen(person), _key: person })
    expect(again.location).toBe(sent.location)
    const id = sent.location.split('/').at(-1) ?? ''
    const [care] = await packageOf(id)
    expect(care).toMatchObject({ status: 'authorised', cause: 'new', planned: 420_000n, price: 210_000n })
    expect(String(care?.['reference'])).toMatch(/^CP-[0-9A-Z]{7}$/)
    expect(isMiswritten('CP', String(care?.['reference']))).toBe(false)
    expect((await site.visit(desk.asha, `/provider/packages/${id}`)).text).toContain('Edith Marsh')
    expect((await site.visit(desk.asha, '/provider/packages?tab=starting')).text).toContain(String(care?.['reference']))
    const stranger = await aProvider(stage.build, council.id)
    expect((await site.visit(aProviderVisitor(stranger), `/provider/packages/${id}`)).status).toBe(404)
  })

  it('warns of care of the same level in the same days, and of a start in the past', async () => {
    const care = await aPackage(stage.build, provider)
    const typed = fourteen(care.personId, { 'from-month': '3', show: 'check' })
    const { text } = await site.visit(broker, `${NEW}?${query(typed)}`)
    expect(text).toContain(`in the same days: ${care.reference}`)
    expect(text).toContain('The first day is in the past')
  })

  it.each([
    ['Select what is bought', { line: '' }],
    ['Enter how much is planned for a week', { planned: '' }],
    ['Enter more than nothing', { planned: '0' }],
    ['A week has 168 hours', { planned: '169' }],
    ['Enter how much is planned on a Tuesday', { day1: '2', day2: 'x' }],
    ['The days come to 2', { day1: '2' }],
    ['A day has 24 hours for each carer', { planned: '', day1: '49' }],
    ['within five years from today', { 'from-year': '2125' }],
    ['Enter the first day of care', { 'from-month': '13' }],
    ['The contract begins after that day', { 'from-year': '2023' }],
    ['The last day must be a real day', { 'last-day': '31', 'last-month': '2', 'last-year': '2026' }],
    ['The last day must not be before the first day', { 'last-day': '1', 'last-month': '5', 'last-year': '2025' }],
    ['Enter the price for a unit', { price: 'much' }],
    ['That is the price of the book', { price: '21' }],
    ['Enter why the council pays another price', { price: '23' }],
    ['This must be 2,000 characters or fewer', { price: '23', priceReason: 'x'.repeat(2_001) }],
  ])('says “%s”, keeps the rest and commissions nothing', async (words, over) => {
    const person = await added()
    const sent = await site.send(broker, NEW, fourteen(person, over))
    expect([sent.status, sent.text.includes(words)]).toEqual([422, true])
    if (!('planned' in over)) expect(sent.html).toContain('value="14"')
    expect(
      await ask(sql`select 1 from care_packages.package where council_id = ${council.id} and person_id = ${person}`),
    ).toEqual([])
  })

  it('refuses a provider that has ended and people who are not there', async () => {
    const gone = await aProvider(stage.build, council.id)
    await stage.work.run(councilActor(council.id, provider.accountId), ({ tx }) =>
      sql`update providers.organisation set status = 'ended' where council_id = ${council.id} and id = ${gone.id}`.execute(
        tx,
      ),
    )
    const theirs = { service: gone.serviceId, contract: gone.contractId, line: gone.rateLineId }
    const sent = await site.send(broker, NEW, fourteen(await added(), theirs))
    expect([sent.status, sent.text.includes('The provider has ended')]).toEqual([422, true])
    expect((await site.visit(broker, `${NEW}?person=${provider.id}`)).status).toBe(404)
    const clerk = aCouncilVisitor(council, provider.accountId, { permissions: ['packages.view'] })
    expect((await site.visit(clerk, NEW)).status).toBe(403)
  })

  it('takes the visits of a timetable, and works the hours out of them', async () => {
    const timed = await aProvider(stage.build, council.id, {
      rates: [{ from: '2024-01-01', price: pounds('21.00') }],
      rule: { recording: 'timetabled' },
    })
    const place = { service: timed.serviceId, contract: timed.contractId, line: timed.rateLineId, planned: '' }
    const visits = { 'v1-at': '7:30', 'v1-for': '30', 'v1-carers': '2', 'v1-d1': 'yes', 'v1-d3': 'yes' }
    const wrong = await site.send(broker, NEW, fourteen(await added(), { ...place, 'v1-at': '25:00', 'v1-for': 'x' }))
    expect(wrong.status).toBe(422)
    for (const words of [
      'Enter when visit 1 begins',
      'Enter how many minutes visit 1 takes',
      'Select the days of visit 1',
    ])
      expect(wrong.text).toContain(words)
    const sent = await site.send(broker, NEW, fourteen(await added(), { ...place, ...visits }))
    const id = sent.location.split('/').at(-1) ?? ''
    expect(await packageOf(id)).toMatchObject([{ planned: 60_000n }])
    const kept = await ask(sql`select weekday, starts_at::text as at, minutes, carers from care_packages.timetable_entry
      where council_id = ${council.id} and package_id = ${id} order by weekday`)
    expect(kept).toEqual([1, 3].map((weekday) => ({ weekday, at: '07:30:00', minutes: 30, carers: 2 })))
  })
})

describe('another price than the book’s', () => {
  const asked = async () => {
    const sent = await site.send(broker, NEW, fourteen(await added(), { price: '£23.50', priceReason: 'Two hoists' }))
    expect(sent.location).toMatch(/^\/council\/price-requests\//)
    return sent.location
  }
  const decide = (address: string, over: Readonly<Record<string, string>> = {}, who = second) =>
    site.send(who, `${address}/decision`, { version: '1', kind: 'approve', note: '', ...over })

  it('commissions nothing until a second person approves, and then at that price', async () => {
    const address = await asked()
    expect((await site.visit(second, '/council/price-requests')).text).toContain('£23.50')
    expect((await site.visit(second, address)).text).toContain('11.9% above the book')
    expect((await decide(address, {}, broker)).text).toContain('You asked for this')
    expect((await decide(address)).status).toBe(303)
    const [request] = await ask(sql`select package_id, status from care_packages.price_request
      where council_id = ${council.id} and id = ${address.split('/').at(-1)}`)
    expect(request?.['status']).toBe('approved')
    expect(await packageOf(String(request?.['package_id']))).toMatchObject([
      { status: 'authorised', price: 235_000n, line: expect.stringMatching(/^CP-.*-P1$/) as string },
    ])
    expect((await decide(address)).text).toContain('Somebody decided about it in the meantime')
  })

  it('is refused with a reason, or taken back by whoever asked', async () => {
    const address = await asked()
    expect((await decide(address, { kind: 'refuse' })).text).toContain('Enter why you refuse it')
    expect((await site.send(second, `${address}/decision`, { version: '1', note: '' })).text).toContain(
      'Select whether you approve it',
    )
    expect((await decide(address, { kind: 'refuse', note: 'Ask the market' })).status).toBe(303)
    const other = await asked()
    expect((await site.send(broker, `${other}/withdrawal`, { version: '1' })).status).toBe(303)
    const left = await ask(sql`select status from care_packages.price_request where council_id = ${council.id}
      and id in (${address.split('/').at(-1)}, ${other.split('/').at(-1)}) order by status`)
    expect(left).toEqual([{ status: 'refused' }, { status: 'withdrawn' }])
  })

  it('is approved once when two approve at the same moment', async () => {
    const address = await asked()
    const ends = await Promise.all([decide(address), decide(address)])
    expect(ends.map(({ status }) => status).toSorted()).toEqual([303, 422])
  })
})

it.each([
  [{ givenName: ' ' }, 'Enter the first name'],
  [{ familyName: '' }, 'Enter the last name'],
  [{ nhsNumber: '999 000 0019' }, 'Enter an NHS number with 10 digits'],
  [{ 'born-year': '2030' }, 'The date of birth must be in the past'],
  [{ 'born-month': '13' }, 'The date of birth must be a real date'],
])('adds nobody with %j, and keeps what was typed', async (over, words) => {
  const typed = { givenName: 'Edith', familyName: 'Marsh', nhsNumber: '', reference: '' }
  const born = { 'born-day': '27', 'born-month': '3', 'born-year': '1938' }
  const sent = await site.send(broker, '/council/service-users', { ...typed, ...born, ...over })
  expect([sent.status, sent.text.includes(words)]).toEqual([422, true])
  expect(sent.html).toContain('value="27"')
})

it('finds who has an NHS number or a reference already', async () => {
  await added({ nhsNumber: '999 000 0026', reference: 'W-77' })
  const again = (over: Readonly<Record<string, string>>) =>
    site.send(broker, '/council/service-users', {
      givenName: 'E',
      familyName: 'M',
      nhsNumber: '',
      reference: '',
      ...over,
    })
  expect((await again({ nhsNumber: '9990000026' })).text).toContain('W-77 has this NHS number already')
  expect((await again({ reference: 'W-77' })).text).toContain('Somebody has this reference already')
})
