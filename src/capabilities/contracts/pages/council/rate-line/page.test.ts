import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { pounds } from '../../../../../core/decimal.ts'
import { newsOf } from '../../../../../testing/news.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { decidePrice } from '../../../commands/decide-price.ts'
import { proposeTerms } from '../../../commands/change-terms.ts'
import { proposePrice } from '../../../commands/propose-price.ts'
import { aPriceDesk, noFollowers, type PriceDesk } from '../../../testing/desk.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk()
})
afterAll(() => desk.close())

const typed = { price: '23.06', 'from-day': '1', 'from-month': '6', 'from-year': '2025', reason: 'Agreed uplift' }
const anotherProvider = () => aProvider(desk.stage.build, desk.council.id)
const changeOf = async (provider: AProvider) =>
  (
    await desk.ask(sql<{ id: string; row_version: number }>`select id, row_version from contracts.rate_change
      where council_id = ${desk.council.id} and rate_line_id = ${provider.rateLineId} order by proposed_at desc, id desc limit 1`)
  )[0] ?? { id: '', row_version: 0 }
async function proposed(fromOn = '2025-06-01', price = '23.06') {
  const provider = await anotherProvider()
  const outcome = await desk.stage.work.run(desk.ann, (work) =>
    proposePrice(work, {
      rateLineId: provider.rateLineId,
      fromOn: localDate(fromOn),
      price: pounds(price),
      reason: 'Agreed',
    }),
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return { provider, changeId: outcome.value }
}
const approve = { kind: 'approve', note: '' } as const

describe('a price', () => {
  it('goes from one person through a second, who writes a new row beside the old one', async () => {
    const provider = await anotherProvider()
    await aPackage(desk.stage.build, provider)
    const page = `/council/prices/${provider.rateLineId}`
    expect((await desk.site.visit(desk.annVisits, page)).text).toContain('1 package')
    expect((await desk.site.send(desk.annVisits, `${page}/changes`, typed)).status).toBe(303)
    expect((await desk.site.visit(desk.annVisits, '/council/price-changes')).text).toContain('£23.06 an hour')
    const { id } = await changeOf(provider)
    const decision = `/council/price-changes/${id}/decision`
    const own = await desk.site.send(desk.annVisits, decision, { version: '1', kind: 'approve' })
    expect([own.status, own.text.includes('somebody else has to approve it')]).toEqual([422, true])
    const unsaid = await desk.site.send(desk.benVisits, decision, { version: '1' })
    expect(unsaid.html).toContain('href="#kind"')
    expect((await desk.site.send(desk.benVisits, decision, { version: '1', kind: 'approve' })).status).toBe(303)
    expect(await desk.pricesOf(provider.rateLineId)).toEqual([
      { from: '2024-01-01', until: '2025-06-01', price: 210_000n },
      { from: '2025-06-01', until: null, price: 230_600n },
    ])
    const contract = await desk.site.visit(desk.benVisits, `/council/contracts/${provider.contractId}`)
    expect(contract.text).toContain('From 1 June 2025 £23.06 an hour')
    const log = await desk.ask(sql<{ action: string }>`select action from platform.audit_entry
      where council_id = ${desk.council.id} and subject_id = ${provider.rateLineId} order by seq`)
    expect(log.map(({ action }) => action)).toEqual(['price.proposed', 'price.approved'])
  })

  it.each([
    ['price', { price: '' }, 'Enter the new price'],
    ['price', { price: 'about 20' }, 'Enter a price in pounds, like 23.06'],
    ['price', { price: '-1' }, 'A price must be £0 or more'],
    ['price', { price: '23.06251' }, 'up to 4 decimal places'],
    ['price', { price: '£21.00' }, 'That is the price of that day already'],
    ['price', { price: '12345678901.00' }, 'less than £1,000,000'],
    ['from-day', { 'from-day': '31' }, 'as a real date'],
    ['from-day', { 'from-day': '', 'from-month': '', 'from-year': '' }, 'Enter the day'],
    ['from-day', { 'from-year': '2019' }, 'on or after the first day of the contract'],
    ['reason', { reason: ' ' }, 'Enter why the price changes'],
  ])('says at %s what is wrong with %j and keeps what was typed', async (field, over, words) => {
    const page = `/council/prices/${desk.provider.rateLineId}/changes`
    const answer = await desk.site.send(desk.annVisits, page, { ...typed, ...over })
    expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
    expect(answer.text).toContain(words)
    expect(
      await desk.ask(sql`select 1 from contracts.rate_change where council_id = ${desk.council.id}
      and rate_line_id = ${desk.provider.rateLineId}`),
    ).toEqual([])
  })

  it('is said once at a time, also by two people at once', async () => {
    const provider = await anotherProvider()
    const say = (actor: typeof desk.ann) =>
      desk.stage.work.run(actor, (work) =>
        proposePrice(work, {
          rateLineId: provider.rateLineId,
          fromOn: localDate('2025-06-01'),
          price: pounds('22'),
          reason: 'x',
        }),
      )
    const outcomes = await Promise.all([say(desk.ann), say(desk.ben)])
    expect(outcomes.map((one) => (one.ok ? 'done' : one.refusal.code)).toSorted()).toEqual(['already-waiting', 'done'])
  })

  it('is approved once, by one of two people at once, and only as it was shown', async () => {
    const { changeId } = await proposed()
    const decide = (shownVersion: number) =>
      desk.stage.work.run(desk.ben, (work) =>
        decidePrice(work, { changeId, shownVersion, decision: approve }, noFollowers),
      )
    expect(await decide(7)).toMatchObject({ refusal: { code: 'changed-since' } })
    const outcomes = await Promise.all([decide(1), decide(1)])
    expect(outcomes.map((one) => (one.ok ? 'done' : one.refusal.code)).toSorted()).toEqual(['done', 'not-waiting'])
  })

  it('lasts until the next price that is known, and takes the place of one that begins on its day', async () => {
    const { provider, changeId } = await proposed('2025-06-01', '22')
    const run = (id: string) =>
      desk.stage.work.run(desk.ben, (work) =>
        decidePrice(work, { changeId: id, shownVersion: 1, decision: approve }, noFollowers),
      )
    await run(changeId)
    const say = async (fromOn: string, price: string) => {
      const outcome = await desk.stage.work.run(desk.ann, (work) =>
        proposePrice(work, {
          rateLineId: provider.rateLineId,
          fromOn: localDate(fromOn),
          price: pounds(price),
          reason: 'x',
        }),
      )
      if (outcome.ok) await run(outcome.value)
    }
    await say('2025-03-01', '21.5')
    await say('2025-06-01', '22.4')
    expect(await desk.pricesOf(provider.rateLineId)).toEqual([
      { from: '2024-01-01', until: '2025-03-01', price: 210_000n },
      { from: '2025-03-01', until: '2025-06-01', price: 215_000n },
      { from: '2025-06-01', until: null, price: 224_000n },
    ])
    const kept = await desk.ask(sql<{ price: bigint }>`select price from contracts.displaced_rate
      where council_id = ${desk.council.id} and rate_line_id = ${provider.rateLineId} order by price`)
    expect(kept.map(({ price }) => price)).toEqual([210_000n, 210_000n, 220_000n])
    const marks = await desk.ask(sql<{ days: string }>`select days from contracts.repricing
      where council_id = ${desk.council.id} and rate_line_id = ${provider.rateLineId}`)
    expect(marks).toEqual([{ days: '[2025-03-01,2025-04-17)' }])
  })

  it('is taken back by whoever said it, and by nobody else', async () => {
    const { changeId } = await proposed()
    const decide = (actor: typeof desk.ann) =>
      desk.stage.work.run(actor, (work) =>
        decidePrice(work, { changeId, shownVersion: 1, decision: { kind: 'withdraw', note: '' } }, noFollowers),
      )
    expect(await decide(desk.ben)).toMatchObject({ refusal: { code: 'not-yours' } })
    expect(await decide(desk.ann)).toMatchObject({ value: 'withdrawn' })
  })

  it('is seen by its council alone, and changed by procurement alone', async () => {
    const council = await aCouncil(desk.stage.build)
    const { accountId } = await aMember(desk.stage.build, council.id, null, ['procurement'])
    const page = `/council/prices/${desk.provider.rateLineId}`
    expect((await desk.site.visit(aCouncilVisitor(council, accountId), page)).status).toBe(404)
    const reader = aCouncilVisitor(desk.council, desk.annVisits.accountId, { permissions: ['prices.view'] })
    expect((await desk.site.visit(reader, page)).html).not.toContain('id="propose"')
    expect((await desk.site.send(reader, `${page}/changes`, typed)).status).toBe(403)
  })
})

it('is told to those who may approve it, then to the provider, and renews what states the old price', async () => {
  const { provider, changeId } = await proposed()
  const { stage, council, ben } = desk
  const waiting = await newsOf(stage, council.id, 'prices.waiting')
  expect(waiting.at(-1)).toMatchObject({
    to: { kind: 'staff', roles: ['procurement', 'payments-approver'] },
    href: `/council/prices/${provider.rateLineId}`,
  })
  const renewed: string[] = []
  const renew = (_: unknown, { id }: { readonly id: string }) => Promise.resolve(renewed.push(id)).then(() => undefined)
  await stage.work.run(ben, (work) => decidePrice(work, { changeId, shownVersion: 1, decision: approve }, { renew }))
  expect(renewed).toEqual([changeId])
  const told = await newsOf(stage, council.id, 'prices.changed')
  expect(told.at(-1)).toMatchObject({
    to: { kind: 'people', providerId: provider.id, accountIds: [provider.accountId] },
    href: `/provider/contracts/${provider.contractId}`,
  })
  const stated = await desk.ask(sql<{ id: string }>`select uplift_id as id from published.uplift_line
    where council_id = ${council.id} and rate_line_id = ${provider.rateLineId}`)
  expect(stated).toEqual([{ id: changeId }])
})

it('is counted and listed with terms and uplifts that wait for a second person', async () => {
  const { stage, ann, provider } = desk
  await stage.work.run(ann, (work) =>
    proposeTerms(work, {
      ...{ contractId: provider.contractId, fromOn: localDate('2035-01-01'), reason: 'Agreed', paymentTerms: 'actual' },
      ...{ frustratedPercent: 50, tolerancePercent: null, claimLimitWeeks: 4, recording: null, paidBy: null },
      ...{ stepMinutes: null, signGate: null, absenceTiers: null, care: null },
    }),
  )
  const { text } = await desk.site.visit(desk.benVisits, '/council/price-changes')
  expect(text).toContain('Terms of contracts, the longest waiting first')
  expect(text).toContain('1 January 2035')
})
