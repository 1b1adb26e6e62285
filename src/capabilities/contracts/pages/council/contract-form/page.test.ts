import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCouncil, aPeriod, aProvider } from '../../../../../testing/world.ts'
import { aPriceDesk, type PriceDesk } from '../../../testing/desk.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk()
  await aPeriod(desk.stage.build, desk.council.id, { startsOn: '2025-03-31', endsOn: '2025-04-28' })
})
afterAll(() => desk.close())

let next = 0
const contract = (over: Readonly<Record<string, string>> = {}) => ({
  ...{ provider: desk.provider.id, number: `NEW-${String((next += 1))}`, title: 'Home care, north', kind: 'framework' },
  ...{ services: desk.provider.serviceId, calendar: 'main', reason: 'Let in spring' },
  ...{ 'starts-day': '1', 'starts-month': '5', 'starts-year': '2025' },
  ...{ recording: 'weekly', paymentTerms: 'actual', paidBy: 'schedule', signGate: 'yes' },
  ...{ frustratedPercent: '100', tolerancePercent: '10', stepMinutes: '15', claimLimitWeeks: '26' },
  ...over,
})
const block = {
  ...{ kind: 'block', blockWeekly: '100', blockUnit: 'hour', blockPrice: '21.50', blockMissed: 'yes' },
  ...{ 'block-day': '1', 'block-month': '5', 'block-year': '2025' },
}
const said = (over: Readonly<Record<string, string>> = {}) =>
  desk.site.send(desk.annVisits, '/council/contracts', contract(over))
const approve = { version: '1', kind: 'approve', note: '' }

describe('a new contract', () => {
  it('is said by one person and stands, with its services and first rule, when another approves it', async () => {
    const first = await desk.site.visit(desk.annVisits, '/council/contracts/new')
    expect(first.text).toContain('Elm House')
    await desk.site.visit(desk.annVisits, `/council/contracts/new?provider=${desk.provider.id}`)
    const { status, location } = await said({ number: 'HC-NORTH' })
    expect(status).toBe(303)
    expect((await desk.site.visit(desk.benVisits, '/council/price-changes')).text).toContain('HC-NORTH')
    const shown = await desk.site.visit(desk.benVisits, location)
    expect(shown.text).toContain('10% above plan')
    const own = await desk.site.send(desk.annVisits, `${location}/decision`, approve)
    expect([own.status, own.text.includes('somebody else has to approve it')]).toEqual([422, true])
    const approved = await desk.site.send(desk.benVisits, `${location}/decision`, approve)
    expect(approved.status).toBe(303)
    expect((await desk.site.visit(desk.annVisits, approved.location)).text).toContain('HC-NORTH')
    const rules = await desk.ask(sql`
      select k.kind, r.valid, r.payment_terms, r.tolerance_percent::text, (select count(*)::int from contracts.contract_service s
        where s.council_id = k.council_id and s.contract_id = k.id) as services
      from contracts.contract k join contracts.contract_rule r on r.council_id = k.council_id and r.contract_id = k.id
      where k.council_id = ${desk.council.id} and k.number = 'HC-NORTH'`)
    expect(rules).toEqual([
      { kind: 'framework', valid: '[2025-05-01,)', payment_terms: 'actual', tolerance_percent: '10.00', services: 1 },
    ])
  })

  it('begins with its tiers of nights away, and with what the form says of visits and of who collects', async () => {
    const care = {
      ...{ extrasAllowed: 'no', visitsRequired: 'no', visitRounding: 'none', visitMinutes: '15', visitCapped: 'yes' },
      ...{ visitWindowMinutes: '45', payerTerms: 'net', deathDays: '3', noticeDays: '0' },
    }
    const tiers = { awayUpTo1: '14', awayPercent1: '100', awayUpTo2: '', awayPercent2: '50' }
    const { location } = await said({ ...care, ...tiers, number: 'HOME-1', recording: 'none' })
    const shown = await desk.site.visit(desk.benVisits, location)
    expect(shown.text).toContain('The home collects what others pay of a stay')
    await desk.site.send(desk.benVisits, `${location}/decision`, approve)
    const rules = await desk.ask(sql`
      select r.absence_tiers, r.extras_allowed, r.visit_rounding, r.visit_window_minutes, r.payer_terms, r.death_days
      from contracts.contract k join contracts.contract_rule r on r.council_id = k.council_id and r.contract_id = k.id
      where k.council_id = ${desk.council.id} and k.number = 'HOME-1'`)
    expect(rules).toEqual([
      {
        absence_tiers: [
          { upTo: 14, percent: 100 },
          { upTo: null, percent: 50 },
        ],
        ...{
          extras_allowed: false,
          visit_rounding: 'none',
          visit_window_minutes: 45,
          payer_terms: 'net',
          death_days: 3,
        },
      },
    ])
    const wrong = await said({ ...care, visitMinutes: '0', ...tiers, awayPercent1: '101' })
    for (const field of ['visitMinutes', 'awayPercent1']) expect(wrong.html).toContain(`href="#${field}"`)
  })

  it('buys in advance where it is a block, from its day on', async () => {
    const { location } = await said({ ...block, number: 'BLOCK-1' })
    expect((await desk.site.visit(desk.benVisits, location)).text).toContain('100 hours a week at £21.50')
    const { location: page } = await desk.site.send(desk.benVisits, `${location}/decision`, approve)
    expect((await desk.site.visit(desk.benVisits, page)).text).toContain('Bought in advance')
    const change = { ...contract({ ...block, blockWeekly: '80', 'block-month': '7' }), title: 'Another title' }
    const changed = await desk.site.send(desk.benVisits, `${page}/changes`, change)
    await desk.site.visit(desk.annVisits, `${page}/changes`)
    expect((await desk.site.send(desk.annVisits, `${changed.location}/decision`, approve)).status).toBe(303)
    const commitments = await desk.ask(sql`
      select b.valid, b.weekly from contracts.block_commitment b
      join contracts.contract k on k.council_id = b.council_id and k.id = b.contract_id
      where b.council_id = ${desk.council.id} and k.number = 'BLOCK-1' and k.title = 'Another title' order by b.valid`)
    expect(commitments).toEqual([
      { valid: '[2025-05-01,2025-07-01)', weekly: 3_000_000n },
      { valid: '[2025-07-01,)', weekly: 2_400_000n },
    ])
  })

  it('is refused with a reason, and leaves nothing', async () => {
    const { location } = await said({ number: 'NOT-THIS' })
    const silent = await desk.site.send(desk.benVisits, `${location}/decision`, { ...approve, kind: 'refuse' })
    expect(silent.html).toContain('href="#note"')
    const refused = { ...approve, kind: 'refuse', note: 'Not let yet' }
    expect((await desk.site.send(desk.benVisits, `${location}/decision`, refused)).status).toBe(303)
    expect(
      await desk.ask(
        sql`select 1 from contracts.contract where council_id = ${desk.council.id} and number = 'NOT-THIS'`,
      ),
    ).toEqual([])
  })

  it('of two approvals at once happens once', async () => {
    const { location } = await said({ number: 'TWICE' })
    const answers = await Promise.all([1, 2].map(() => desk.site.send(desk.benVisits, `${location}/decision`, approve)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  })
})

describe('a change of a contract', () => {
  it('keeps provider, number and first day, and a service that care is bought from', async () => {
    const page = `/council/contracts/${desk.provider.contractId}/changes`
    const change = {
      ...contract({
        number: 'OTHER',
        title: 'Framework 2025',
        'ends-day': '31',
        'ends-month': '3',
        'ends-year': '2027',
      }),
    }
    const { location } = await desk.site.send(desk.annVisits, page, change)
    const again = await desk.site.send(desk.annVisits, page, change)
    expect(again.text).toContain('waits for a second person')
    await desk.site.send(desk.benVisits, `${location}/decision`, approve)
    const [after] = await desk.ask(sql<{ number: string; title: string; starts_on: string; ends_on: string }>`
      select number, title, starts_on, ends_on from contracts.contract
      where council_id = ${desk.council.id} and id = ${desk.provider.contractId}`)
    expect(after).toMatchObject({ title: 'Framework 2025', starts_on: '2024-01-01', ends_on: '2027-03-31' })
    expect(after?.number).not.toBe('OTHER')
  })
})

it.each([
  ['number', { number: '' }],
  ['number', { number: 'x'.repeat(61) }],
  ['title', { title: ' ' }],
  ['kind', { kind: '' }],
  ['services', { services: '00000000-0000-4000-8000-000000000000' }],
  ['calendar', { calendar: 'none' }],
  ['starts-day', { 'starts-day': '31', 'starts-month': '2' }],
  ['ends-day', { 'ends-day': '1', 'ends-month': '5', 'ends-year': '2024' }],
  ['recording', { recording: '' }],
  ['paymentTerms', { paymentTerms: '' }],
  ['paidBy', { paidBy: '' }],
  ['frustratedPercent', { frustratedPercent: '101' }],
  ['tolerancePercent', { tolerancePercent: 'ten' }],
  ['stepMinutes', { stepMinutes: '0' }],
  ['claimLimitWeeks', { claimLimitWeeks: '' }],
  ['blockWeekly', { kind: 'block' }],
  ['blockWeekly', { ...block, blockWeekly: '0' }],
  ['blockPrice', { ...block, blockPrice: 'dear' }],
  ['block-day', { ...block, 'block-year': '2024' }],
  ['kind', { ...block, kind: 'spot' }],
  ['reason', { reason: '' }],
])('says at %s what is wrong and keeps what was typed', async (field, over) => {
  const answer = await said(over)
  expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
  if (!('title' in over)) expect(answer.html).toContain('Home care, north')
})

it('answers 404 for a provider of another council', async () => {
  const stranger = await aProvider(desk.stage.build, (await aCouncil(desk.stage.build)).id)
  const answer = await desk.site.visit(desk.annVisits, `/council/contracts/new?provider=${stranger.id}`)
  expect(answer.status).toBe(404)
})
