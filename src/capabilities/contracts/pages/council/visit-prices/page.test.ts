import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import type { SaidVisitPrices } from '../../../../../core/visit-prices.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { decideVisitPrices, proposeVisitPrices } from '../../../commands/visit-prices.ts'
import { aPriceDesk, asOwner, type PriceDesk } from '../../../testing/desk.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk()
})
afterAll(() => desk.close())

const typed = {
  ...{ 'fixed-1-minutes': '30', 'fixed-1-price': '16.00' },
  ...{ 'band-1-days': 'every-day', 'band-1-from': '18:00', 'band-1-to': '22:00', 'band-1-price': '£27.50' },
  ...{ 'band-2-days': 'bank-holiday', 'band-2-from': '0:00', 'band-2-to': '24:00', 'band-2-price': '48' },
  ...{ split: 'parts', 'from-day': '1', 'from-month': '6', 'from-year': '2025', reason: 'The new framework' },
}
const prices: SaidVisitPrices = { split: true, fixed: [{ minutes: 30, price: 160_000 }], bands: [] }
const byVisits = (rule = {}) => aProvider(desk.stage.build, desk.council.id, { rule: { recording: 'visits', ...rule } })
const changesOf = (provider: AProvider) =>
  desk.ask(sql<{
    id: string
    status: string
    bands: unknown
  }>`select id, status, bands from contracts.visit_price_change
    where council_id = ${desk.council.id} and rate_line_id = ${provider.rateLineId} order by proposed_at, id`)
const inForce = (provider: AProvider) =>
  desk.ask(sql<{
    from: string
    until: string | null
    fixed: unknown
  }>`select lower(valid) as "from", upper(valid) as until, fixed
    from contracts.visit_price where council_id = ${desk.council.id} and rate_line_id = ${provider.rateLineId} order by 1`)
const say = (provider: AProvider, from: string, said: SaidVisitPrices | null = prices, actor = desk.ann) =>
  desk.stage.work.run(actor, (work) =>
    proposeVisitPrices(work, { rateLineId: provider.rateLineId, fromOn: localDate(from), prices: said, reason: 'x' }),
  )
const decide = (changeId: string, shownVersion = 1, actor = desk.ben) =>
  desk.stage.work.run(actor, (work) =>
    decideVisitPrices(work, { changeId, shownVersion, decision: { kind: 'approve', note: '' } }),
  )
async function agreed(provider: AProvider, from: string, said: SaidVisitPrices | null = prices) {
  const outcome = await say(provider, from, said)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  expect(await decide(outcome.value)).toMatchObject({ ok: true })
}

describe('prices of visits', () => {
  it('go from one person through a second, and are shown in words', async () => {
    const provider = await byVisits()
    const page = `/council/prices/${provider.rateLineId}/visits`
    expect((await desk.site.visit(desk.annVisits, `/council/prices/${provider.rateLineId}`)).html).toContain(page)
    expect((await desk.site.visit(desk.annVisits, page)).text).toContain('every visit is paid by the hour')
    expect((await desk.site.send(desk.annVisits, `${page}/changes`, typed)).status).toBe(303)
    const waiting = await desk.site.visit(desk.benVisits, '/council/price-changes')
    expect(waiting.html).toContain(page)
    const [change] = await changesOf(provider)
    const decision = `/council/visit-price-changes/${change?.id ?? ''}/decision`
    const own = await desk.site.send(desk.annVisits, decision, { version: '1', kind: 'approve' })
    expect([own.status, own.text.includes('somebody else has to approve it')]).toEqual([422, true])
    expect((await desk.site.send(desk.benVisits, decision, { version: '1', kind: 'approve' })).status).toBe(303)
    const { text, html } = await desk.site.visit(desk.benVisits, page)
    for (const words of [
      'A visit of 30 minutes: £16.00',
      'Every day, 18:00 to 22:00: £27.50 an hour',
      'Bank holidays, all day: £48.00 an hour',
      'A visit that goes over the edge of a time is paid part by part',
      'All other time: the hourly price',
    ])
      expect(text).toContain(words)
    // What holds stands in the form to be changed.
    expect(html).toContain('value="27.50"')
    const log = await desk.ask(sql<{ action: string }>`select action from platform.audit_entry
      where council_id = ${desk.council.id} and subject_id = ${provider.rateLineId} order by seq`)
    expect(log.map(({ action }) => action)).toEqual(['visit-prices.proposed', 'visit-prices.approved'])
  })

  it.each([
    ['fixed-1-minutes', { 'fixed-1-minutes': 'half' }, 'Enter the minutes of the visit as a whole number'],
    ['fixed-1-price', { 'fixed-1-price': '' }, 'Enter the price'],
    ['fixed-2-minutes', { 'fixed-2-minutes': '30', 'fixed-2-price': '17' }, 'another price for 30 minutes'],
    ['band-1-days', { 'band-1-days': '' }, 'Select the days of this time'],
    ['band-1-from', { 'band-1-from': '25:00' }, 'Enter when it begins as a time'],
    ['band-1-to', { 'band-1-to': 'late' }, 'Enter when it ends as a time'],
    ['band-1-to', { 'band-1-to': '18:00' }, 'It must end at another time than it begins'],
    ['band-1-price', { 'band-1-price': '-1' }, 'A price must be £0 or more'],
    [
      'band-3-from',
      { 'band-3-days': 'weekend', 'band-3-from': '21:00', 'band-3-to': '06:00', 'band-3-price': '30' },
      'Times 1 and 3 have a time in common (Saturday and Sunday)',
    ],
    ['split', { split: '' }, 'Select how a visit over an edge is paid'],
    ['from-day', { 'from-day': '31' }, 'as a real date'],
    ['from-day', { 'from-year': '2019' }, 'on or after the first day of the contract'],
    ['reason', { reason: ' ' }, 'Enter why they change'],
  ])('say at %s what is wrong with %j and keep what was typed', async (field, over, words) => {
    const provider = await byVisits()
    const page = `/council/prices/${provider.rateLineId}/visits/changes`
    const answer = await desk.site.send(desk.annVisits, page, { ...typed, ...over })
    expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
    expect(answer.text).toContain(words)
    expect(answer.html).toContain('value="48"')
    expect(await changesOf(provider)).toEqual([])
  })

  it('ask for at least one price', async () => {
    const provider = await byVisits()
    const nothing = Object.fromEntries(
      Object.entries(typed).map(([name, value]) => [name, /^(fixed|band)/u.test(name) ? '' : value]),
    )
    const answer = await desk.site.send(
      desk.annVisits,
      `/council/prices/${provider.rateLineId}/visits/changes`,
      nothing,
    )
    expect([answer.status, answer.text.includes('Enter a price for a length or for a time')]).toEqual([422, true])
  })

  it.each([
    ['not-by-visits', { recording: 'weekly' }, {}],
    ['pays-plan', { recording: 'visits', payment_terms: 'planned' }, {}],
    ['no-hourly-price', { recording: 'visits' }, { rates: [] }],
    ['not-by-hour', { recording: 'visits' }, { unit: 'session' }],
  ])('are refused where nobody would be paid by them: %s', async (code, rule, over) => {
    const provider = await aProvider(desk.stage.build, desk.council.id, { ...over, rule })
    expect(await say(provider, '2025-06-01')).toMatchObject({ refusal: { code } })
  })

  it('hold until the next ones, take the place of those of their day, and end', async () => {
    const provider = await byVisits()
    const dearer: SaidVisitPrices = { ...prices, fixed: [{ minutes: 30, price: 170_000 }] }
    await agreed(provider, '2025-06-01')
    await agreed(provider, '2025-03-01', dearer)
    await agreed(provider, '2025-06-01', dearer)
    await agreed(provider, '2025-07-01', null)
    expect((await inForce(provider)).map(({ from, until }) => [from, until])).toEqual([
      ['2025-03-01', '2025-06-01'],
      ['2025-06-01', '2025-07-01'],
    ])
    expect(await say(provider, '2025-06-01', dearer)).toMatchObject({ refusal: { code: 'same-prices' } })
    expect(await say(provider, '2025-08-01', null)).toMatchObject({ refusal: { code: 'nothing-to-end' } })
    const marks = await desk.ask(sql<{ days: string }>`select days from contracts.repricing
      where council_id = ${desk.council.id} and rate_line_id = ${provider.rateLineId}`)
    expect(marks).toEqual([{ days: '[2025-03-01,2025-04-17)' }])
  })

  it('are said once at a time and approved once, as they were shown', async () => {
    const provider = await byVisits()
    const both = await Promise.all([say(provider, '2025-06-01'), say(provider, '2025-06-01', prices, desk.ben)])
    expect(both.map((one) => (one.ok ? 'done' : one.refusal.code)).toSorted()).toEqual(['already-waiting', 'done'])
    const other = await byVisits()
    const outcome = await say(other, '2025-06-01')
    const id = outcome.ok ? outcome.value : ''
    expect(await decide(id, 7)).toMatchObject({ refusal: { code: 'changed-since' } })
    const twice = await Promise.all([decide(id), decide(id)])
    expect(twice.map((one) => (one.ok ? 'done' : one.refusal.code)).toSorted()).toEqual(['done', 'not-waiting'])
  })

  it('end by a form of their own, which says what is missing', async () => {
    const provider = await byVisits()
    await agreed(provider, '2025-03-01')
    const page = `/council/prices/${provider.rateLineId}/visits/end`
    const empty = await desk.site.send(desk.annVisits, page, {
      'end-day': '',
      'end-month': '',
      'end-year': '',
      endReason: '',
    })
    expect([empty.status, empty.html.includes('href="#end-day"')]).toEqual([422, true])
    const end = { 'end-day': '1', 'end-month': '6', 'end-year': '2025' }
    const unsaid = await desk.site.send(desk.annVisits, page, { ...end, endReason: '' })
    expect([unsaid.status, unsaid.html.includes('href="#endReason"')]).toEqual([422, true])
    expect((await desk.site.send(desk.annVisits, page, { ...end, endReason: 'Over' })).status).toBe(303)
    expect((await desk.site.visit(desk.benVisits, `/council/prices/${provider.rateLineId}/visits`)).text).toContain(
      'That they end waits for a second person',
    )
  })

  it('are seen by their council alone, and changed by procurement alone', async () => {
    const provider = await byVisits()
    const council = await aCouncil(desk.stage.build)
    const { accountId } = await aMember(desk.stage.build, council.id, null, ['procurement'])
    const page = `/council/prices/${provider.rateLineId}/visits`
    expect((await desk.site.visit(aCouncilVisitor(council, accountId), page)).status).toBe(404)
    const reader = aCouncilVisitor(desk.council, desk.annVisits.accountId, { permissions: ['prices.view'] })
    expect((await desk.site.visit(reader, page)).html).not.toContain('id="propose"')
    expect((await desk.site.send(reader, `${page}/changes`, typed)).status).toBe(403)
  })

  it('are read by the provider on the page of the contract, and by no other provider', async () => {
    const [provider, other] = [await byVisits(), await byVisits()]
    await agreed(provider, '2025-03-01')
    const page = `/provider/contracts/${provider.contractId}`
    const own = await desk.site.visit(aProviderVisitor(provider), page)
    expect(own.text).toContain('A visit of 30 minutes: £16.00')
    expect((await desk.site.visit(aProviderVisitor(other), page)).status).toBe(404)
    const others = await desk.site.visit(aProviderVisitor(other), `/provider/contracts/${other.contractId}`)
    expect(others.text).not.toContain('How visits are paid')
  })

  it('cannot be written in a shape that no pricing can read', async () => {
    const provider = await byVisits()
    const write = (fixed: unknown, bands: unknown) =>
      asOwner(
        desk.stage,
        `insert into contracts.visit_price (council_id, rate_line_id, contract_id, provider_id, valid, split, fixed, bands)
         select council_id, id, contract_id, provider_id, '[2025-01-01,)', true, '${JSON.stringify(fixed)}', '${JSON.stringify(bands)}'
         from contracts.rate_line where id = '${provider.rateLineId}'`,
      )
    const band = { days: ['mon'], from: 0, until: 1_440, price: 1 }
    for (const [fixed, bands] of [
      [[], []],
      [[{ minutes: 0, price: 1 }], []],
      [
        [
          { minutes: 30, price: 1 },
          { minutes: 30, price: 2 },
        ],
        [],
      ],
      [[], [{ ...band, days: ['xmas'] }]],
      [[], [{ ...band, days: [] }]],
      [[], [{ ...band, until: 0 }]],
      [[], [{ days: ['mon'], from: 0, price: 1 }]],
    ])
      await expect(write(fixed, bands)).rejects.toThrow('visit_prices_can_be_read')
  })
})
