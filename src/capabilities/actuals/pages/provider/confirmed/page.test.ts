import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { fixedClock } from '../../../../../platform/clock.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'

let stage: Stage
let site: Site
let council: ACouncil
const taken: string[] = []
const WEEK = localDate('2025-03-31')

beforeAll(async () => {
  stage = await aStage('2025-04-15T09:00:00Z')
  council = await aCouncil(stage.build)
  const period = { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' }
  await aPeriod(stage.build, council.id, period)
  site = await aSite(stage, [(faces, web) => routes(faces, web, later(taken))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function someCare() {
  const provider = await aProvider(stage.build, council.id, {
    rates: [{ from: '2024-01-01', price: rate(200_000n) }],
  })
  const care = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const visitor = aProviderVisitor(provider)
  return { provider, care, visitor, week: `/provider/actuals/${provider.serviceId}/${WEEK}` }
}

async function twoConfirmed() {
  const { provider, care, visitor, week } = await someCare()
  const sent = await site.send(visitor, `${week}/confirmation`, {})
  const result = sent.location
  const at = new URL(result, 'https://portal.example').searchParams.get('at') ?? ''
  const undo = (fields: Readonly<Record<string, string>> = {}) =>
    site.send(visitor, `${week}/confirmed/undoing`, { at, count: '2', ...fields })
  return { provider, care, visitor, week, sent, result, undo, open: () => site.visit(visitor, result) }
}

describe('after confirming', () => {
  it('says what was confirmed, what it comes to, until when it can be undone and where to go on', async () => {
    const { sent, result, week, open } = await twoConfirmed()
    expect(sent.status).toBe(303)
    expect(result).toContain(`${week}/confirmed?at=`)
    const { text, html } = await open()
    expect(text).toContain('2 records confirmed')
    expect(text).toContain('They come to £560.00')
    expect(text).toContain('until 5pm on Wednesday 30 April 2025')
    expect(text).toContain('Undo these 2')
    expect(text).toContain('7 to 13 April 2025 , where 2 records wait')
    expect(html).toContain('/2025-04-07"')
  })

  it('comes after the review as well, which says the pounds before', async () => {
    const provider = await aProvider(stage.build, council.id, {
      rates: [{ from: '2024-01-01', price: rate(200_000n) }],
    })
    const care = await aPackage(stage.build, provider)
    const visitor = aProviderVisitor(provider)
    const review = `/provider/actuals/${provider.serviceId}/${WEEK}/review`
    expect((await site.visit(visitor, review)).text).toContain('The week comes to £280.00')
    const sent = await site.send(visitor, review, { [`version-${care.id}`]: '0' })
    expect((await site.visit(visitor, sent.location)).text).toContain('1 record confirmed')
  })

  it.each([
    ['confirm', '2 records confirmed', 'Undo these 2'],
    ['confirm-selected', '1 record confirmed', 'Undo this 1'],
  ])('comes after “%s” in the sheet too, and goes back to its page of the sheet', async (act, heading, undo) => {
    const { care, visitor, week } = await someCare()
    const rows = Object.fromEntries(care.map(({ id }) => [`version-${id}`, '0']))
    const [first] = care
    const after = '00000000-0000-7000-8000-000000000000'
    const sent = await site.send(visitor, `${week}?after=${after}`, {
      act,
      [`select-${first?.id ?? ''}`]: 'yes',
      ...rows,
    })
    const result = await site.visit(visitor, sent.location)
    expect(result.text).toContain(heading)
    expect(result.text).toContain(undo)
    expect(result.html).toContain(`href="${week}?after=${after}"`)
    const at = new URL(sent.location, 'https://portal.example').searchParams.get('at') ?? ''
    const undone = await site.send(visitor, `${week}/confirmed/undoing`, { at, after, count: '2' })
    expect(undone.location).toBe(`${week}?after=${after}`)
  })

  it('does not come after what was only saved, nor where all was confirmed before', async () => {
    const { care, visitor, week } = await someCare()
    const rows = Object.fromEntries(care.map(({ id }) => [`version-${id}`, '0']))
    expect((await site.send(visitor, week, { act: 'draft', ...rows })).location).toBe(week)
    await site.send(visitor, week, { act: 'confirm', ...rows })
    expect((await site.send(visitor, week, { act: 'confirm', ...rows })).location).toBe(week)
  })

  it('makes drafts of them again, once', async () => {
    const { week, visitor, open, undo } = await twoConfirmed()
    const undone = await undo()
    expect([undone.status, undone.location]).toEqual([303, week])
    expect((await site.visit(visitor, `${week}/review`)).text).toContain('Confirm 2 records')
    expect((await open()).text).toContain('Nothing is confirmed any more')
    expect((await undo()).status).toBe(303)
  })

  it('leaves what somebody changed since', async () => {
    const { provider, care, visitor, week, undo } = await twoConfirmed()
    const packageId = care[0]?.id ?? ''
    const entry = anEntry({ missed: '1', comment: 'Snow' })
    const work = workRunner(stage.db, fixedClock('2025-04-15T09:05:00Z'))
    await aRecordedWeek({ ...stage, work }, provider, { packageId, weekStart: WEEK }, { basedOn: 1, entry })
    expect((await undo()).status).toBe(303)
    const { text } = await site.visit(visitor, `${week}/review`)
    expect(text).toContain('Confirmed already')
    expect(text).toContain('Confirm 1 record')
  })

  it('undoes nothing when a payment has one of them', async () => {
    const { care, open, undo } = await twoConfirmed()
    taken.push(care[0]?.id ?? '')
    const refused = await undo()
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Some of these cannot be taken back any more')
    expect((await open()).text).toContain('Undo these 2')
  })

  it('is not there for another provider, and shows nobody else’s act', async () => {
    const { week, result, provider } = await twoConfirmed()
    const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
    expect((await site.visit(stranger, result)).status).toBe(404)
    expect(
      (await site.send(stranger, `${week}/confirmed/undoing`, { at: '2025-04-15T09:00:00.000Z', count: '1' })).status,
    ).toBe(404)
    expect(
      (await site.visit(aProviderVisitor(provider, { permissions: ['actuals.view'] }), result)).text,
    ).not.toContain('Undo these')
  })
})
