import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aProvider } from '../../../../../testing/world.ts'
import { aPriceDesk, type PriceDesk } from '../../../testing/desk.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk()
})
afterAll(() => desk.close())
const page = () => `/council/contracts/${desk.provider.contractId}`
const terms = {
  paymentTerms: 'planned',
  frustratedPercent: '50',
  tolerancePercent: '12.5',
  claimLimitWeeks: '13',
  'terms-day': '1',
  'terms-month': '10',
  'terms-year': '2025',
  termsReason: 'The framework was let again',
}

it('lists contracts and finds them by number, provider and kind', async () => {
  const all = await desk.site.visit(desk.annVisits, '/council/prices?q=elm&kind=framework')
  expect(all.text).toContain('Elm House')
  expect((await desk.site.visit(desk.annVisits, '/council/prices?q=nobody')).text).toContain('Nothing is found')
  expect((await desk.site.visit(desk.annVisits, '/council/prices?kind=block')).text).not.toContain('Elm House')
})

it('adds a line once for each reference, and asks for its first price', async () => {
  const line = { reference: 'RURAL-1', serviceLevel: 'Standard', band: 'Rural', unit: 'hour', days: 'weekend' }
  const added = await desk.site.send(desk.annVisits, `${page()}/prices`, line)
  expect(added.status).toBe(303)
  const shown = await desk.site.visit(desk.annVisits, added.location)
  expect(shown.text).toContain('There is no price yet')
  expect(shown.text).toContain('Saturday and Sunday')
  const again = await desk.site.send(desk.annVisits, `${page()}/prices`, line)
  expect([again.status, again.html.includes('href="#reference"')]).toEqual([422, true])
  const empty = await desk.site.send(desk.annVisits, `${page()}/prices`, { ...line, reference: '', serviceLevel: '' })
  expect(empty.html).toContain('href="#serviceLevel"')
})

it('changes terms from a day on by a second person, with a version of its own', async () => {
  expect((await desk.site.send(desk.annVisits, `${page()}/terms`, terms)).status).toBe(303)
  const second = await desk.site.send(desk.annVisits, `${page()}/terms`, terms)
  expect(second.text).toContain('wait for a second person already')
  const [change] = await desk.ask(
    sql<{ id: string }>`select id from contracts.rule_change where council_id = ${desk.council.id}`,
  )
  const decision = `${page()}/terms/${change?.id ?? ''}/decision`
  expect((await desk.site.send(desk.annVisits, decision, { version: '1', kind: 'approve' })).status).toBe(422)
  expect((await desk.site.send(desk.benVisits, decision, { version: '1', kind: 'approve' })).status).toBe(303)
  const rules =
    await desk.ask(sql`select valid, version, payment_terms, tolerance_percent::text from contracts.contract_rule
    where council_id = ${desk.council.id} and contract_id = ${desk.provider.contractId} order by version`)
  expect(rules).toEqual([
    { valid: '[2024-01-01,2025-10-01)', version: 1, payment_terms: 'actual', tolerance_percent: null },
    { valid: '[2025-10-01,)', version: 2, payment_terms: 'planned', tolerance_percent: '12.50' },
  ])
})

const care = {
  ...{ extrasAllowed: 'no', visitsRequired: 'yes', visitRounding: 'down', visitMinutes: '5', visitCapped: 'no' },
  ...{ visitWindowMinutes: '30', payerTerms: 'net', deathDays: '2', noticeDays: '7' },
}

it('says how visits are counted and who is paid what, by two people, and shows it in words', async () => {
  const provider = await aProvider(desk.stage.build, desk.council.id, { rule: { recording: 'visits' } })
  const contract = `/council/contracts/${provider.contractId}`
  expect((await desk.site.visit(desk.annVisits, contract)).html).toMatch(/name="visitMinutes"[^>]*value="15"/u)
  expect((await desk.site.send(desk.annVisits, `${contract}/terms`, { ...terms, ...care })).status).toBe(303)
  const waiting = await desk.site.visit(desk.benVisits, contract)
  expect(waiting.text).toContain('visits are rounded down to a multiple of 5 minutes')
  const change = /terms\/([0-9a-f-]{36})\/decision/u.exec(waiting.html)?.[1] ?? ''
  const approval = { version: '1', kind: 'approve' }
  expect((await desk.site.send(desk.benVisits, `${contract}/terms/${change}/decision`, approval)).status).toBe(303)
  const rules = await desk.ask(sql`select extras_allowed, visits_required, visit_rounding, visit_minutes, visit_capped,
    visit_window_minutes, payer_terms from contracts.contract_rule
    where council_id = ${desk.council.id} and contract_id = ${provider.contractId} order by version`)
  const usual = { visit_rounding: 'nearest', visit_minutes: 15, visit_capped: true, visit_window_minutes: 60 }
  expect(rules).toEqual([
    { extras_allowed: true, visits_required: false, ...usual, payer_terms: null },
    {
      ...{ extras_allowed: false, visits_required: true, visit_rounding: 'down', visit_minutes: 5 },
      ...{ visit_capped: false, visit_window_minutes: 30, payer_terms: 'net' },
    },
  ])
  const shown = (await desk.site.visit(desk.annVisits, contract)).text
  expect(shown).toContain('More than the plan may not be recorded')
  expect(shown).toContain('A logged visit begins within 30 minutes of its planned start')
})

it('lets the setting of the council say again who collects', async () => {
  const rule = { recording: 'none', payer_terms: 'net' }
  const home = await aProvider(desk.stage.build, desk.council.id, { unit: 'week', rule })
  const contract = `/council/contracts/${home.contractId}`
  await desk.site.send(desk.annVisits, `${contract}/terms`, { ...terms, ...care, payerTerms: 'council' })
  const waiting = await desk.site.visit(desk.benVisits, contract)
  const change = /terms\/([0-9a-f-]{36})\/decision/u.exec(waiting.html)?.[1] ?? ''
  await desk.site.send(desk.benVisits, `${contract}/terms/${change}/decision`, { version: '1', kind: 'approve' })
  const rules = await desk.ask(sql`select payer_terms, death_days, notice_days from contracts.contract_rule
    where council_id = ${desk.council.id} and contract_id = ${home.contractId} order by version`)
  expect(rules).toEqual([
    { payer_terms: 'net', death_days: 0, notice_days: 0 },
    { payer_terms: null, death_days: 2, notice_days: 7 },
  ])
  expect((await desk.site.visit(desk.annVisits, contract)).text).toContain(
    'After the end of a stay 2 nights are paid where the person has died, 7 nights where the person leaves',
  )
})

it('says what is paid of nights away, keeps it for a second person, and shows it in words', async () => {
  const home = await aProvider(desk.stage.build, desk.council.id, { unit: 'week', rule: { recording: 'none' } })
  const contract = `/council/contracts/${home.contractId}`
  const tiers = { awayUpTo1: '14', awayPercent1: '100', awayUpTo2: '28', awayPercent2: '80' }
  const sent = await desk.site.send(desk.annVisits, `${contract}/terms`, {
    ...terms,
    ...tiers,
    awayUpTo3: '',
    awayPercent3: '',
  })
  expect(sent.status).toBe(303)
  const words = 'ights 1 to 14 away in full, nights 15 to 28 away at 80%, nothing after night 28'
  expect((await desk.site.visit(desk.benVisits, contract)).text).toContain(`n${words}`)
  const [change] = await desk.ask(
    sql<{
      id: string
    }>`select id from contracts.rule_change where council_id = ${desk.council.id} and contract_id = ${home.contractId}`,
  )
  const decision = `${contract}/terms/${change?.id ?? ''}/decision`
  expect((await desk.site.send(desk.benVisits, decision, { version: '1', kind: 'approve' })).status).toBe(303)
  const shown = await desk.site.visit(desk.annVisits, contract)
  expect(shown.text).toContain(`N${words}`)
  expect(shown.text).toContain('Nights away are paid in full, as long as the place is kept')
  // The form of the next change begins with them, and a change that does not speak of them leaves them.
  expect(shown.html).toContain('value="28"')
})

it.each([
  ['frustratedPercent', { frustratedPercent: '101' }],
  ['tolerancePercent', { tolerancePercent: 'ten' }],
  ['claimLimitWeeks', { claimLimitWeeks: '0' }],
  ['terms-day', { 'terms-day': '30', 'terms-month': '2' }],
  ['terms-day', { 'terms-year': '2024', 'terms-month': '12' }],
  ['termsReason', { termsReason: '' }],
  ['extrasAllowed', { ...care, extrasAllowed: '' }],
  ['visitsRequired', { ...care, visitsRequired: 'perhaps' }],
  ['visitRounding', { ...care, visitRounding: 'sideways' }],
  ['visitMinutes', { ...care, visitMinutes: '61' }],
  ['visitCapped', { ...care, visitCapped: '' }],
  ['visitWindowMinutes', { ...care, visitWindowMinutes: '721' }],
  ['payerTerms', { ...care, payerTerms: 'both' }],
  ['deathDays', { ...care, deathDays: '61' }],
  ['noticeDays', { ...care, noticeDays: 'a week' }],
  ['paymentTerms', { paymentTerms: undefined }],
  ['awayUpTo2', { awayUpTo1: '14', awayPercent1: '100', awayUpTo2: '10', awayPercent2: '50' }],
  ['awayUpTo1', { awayUpTo2: '14', awayPercent2: '100' }],
  ['awayPercent1', { awayUpTo1: '14', awayPercent1: '101' }],
])('says at %s what is wrong', async (field, over) => {
  const { paymentTerms, ...rest } = { ...terms, ...over }
  const body = paymentTerms === undefined ? rest : { ...rest, paymentTerms }
  const answer = await desk.site.send(desk.annVisits, `${page()}/terms`, body)
  expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
})
