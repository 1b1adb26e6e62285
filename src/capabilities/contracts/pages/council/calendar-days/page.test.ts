import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { decideCalendarDay, proposeCalendarDay } from '../../../commands/calendar-days.ts'
import { aPriceDesk, asOwner, type PriceDesk } from '../../../testing/desk.ts'

let desk: PriceDesk
beforeAll(async () => {
  desk = await aPriceDesk()
})
afterAll(() => desk.close())

const PAGE = '/council/calendar-days'
const typed = { 'on-day': '24', 'on-month': '12', 'on-year': '2025', kind: 'special-day', name: 'Christmas Eve' }
const days = () =>
  desk.ask(sql<{
    id: string
    day: string
    kind: string
    approver_name: string | null
  }>`select id, day, kind, approver_name
    from contracts.calendar_day where council_id = ${desk.council.id} order by day, approved_at`)
const holding = () =>
  desk.ask(
    sql<{
      day: string
      kind: string
    }>`select day, kind from published.calendar_day where council_id = ${desk.council.id} order by day`,
  )
const say = (day: string, actor = desk.ann) =>
  desk.stage.work.run(actor, (work) =>
    proposeCalendarDay(work, { day: localDate(day), kind: 'bank-holiday', name: 'Town day' }),
  )

describe('a day of the council’s calendar', () => {
  it('is said by one person and holds when a second has approved it', async () => {
    expect((await desk.site.visit(desk.annVisits, PAGE)).text).toContain('no day is special')
    expect((await desk.site.send(desk.annVisits, PAGE, typed)).status).toBe(303)
    const [waiting] = await days()
    expect(await holding()).toEqual([])
    const decision = `${PAGE}/${waiting?.id ?? ''}/decision`
    const own = await desk.site.send(desk.annVisits, decision, { kind: 'approve' })
    expect([own.status, own.text.includes('somebody else has to approve it')]).toEqual([422, true])
    expect((await desk.site.send(desk.benVisits, decision, { kind: 'approve' })).status).toBe(303)
    expect(await holding()).toEqual([{ day: '2025-12-24', kind: 'special-day' }])
    expect((await desk.site.visit(desk.annVisits, PAGE)).text).toContain('Special day: Christmas Eve')
    // Said anew, it takes the place of what the day was said to be.
    expect((await desk.site.send(desk.annVisits, PAGE, { ...typed, kind: 'ordinary-day' })).status).toBe(303)
    const again = (await days()).find(({ kind }) => kind === 'ordinary-day')
    await desk.site.send(desk.benVisits, `${PAGE}/${again?.id ?? ''}/decision`, { kind: 'approve' })
    expect(await holding()).toEqual([{ day: '2025-12-24', kind: 'ordinary-day' }])
  })

  it.each([
    ['on-day', { 'on-day': '' }, 'as a real date'],
    ['on-day', { 'on-year': '2024' }, 'The day must be after today'],
    ['kind', { kind: '' }, 'Select what the day is'],
    ['name', { name: ' ' }, 'Enter what the day is called'],
    ['name', { name: 'x'.repeat(101) }, 'must be 100 characters or fewer'],
  ])('says at %s what is wrong with %j', async (field, over, words) => {
    const before = await days()
    const { kind, ...rest } = { ...typed, 'on-month': '11', ...over }
    const answer = await desk.site.send(desk.annVisits, PAGE, kind === '' ? rest : { ...rest, kind })
    expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
    expect(answer.text).toContain(words)
    expect(await days()).toEqual(before)
  })

  it('is said once at a time, approved once, and never for a day that has come', async () => {
    const outcomes = await Promise.all([say('2025-08-01'), say('2025-08-01', desk.ben)])
    expect(outcomes.map((one) => (one.ok ? 'done' : one.refusal.code)).toSorted()).toEqual(['already-waiting', 'done'])
    const said = await say('2025-08-02')
    const id = said.ok ? said.value : ''
    const approve = () => desk.stage.work.run(desk.ben, (work) => decideCalendarDay(work, { id, kind: 'approve' }))
    const twice = await Promise.all([approve(), approve()])
    expect(twice.map((one) => (one.ok ? 'done' : one.refusal.code)).toSorted()).toEqual(['done', 'not-waiting'])
    const late = await say('2025-08-03')
    const lateId = late.ok ? late.value : ''
    await asOwner(desk.stage, `update contracts.calendar_day set day = '2025-04-01' where id = '${lateId}'`)
    expect(
      await desk.stage.work.run(desk.ben, (work) => decideCalendarDay(work, { id: lateId, kind: 'approve' })),
    ).toMatchObject({ refusal: { code: 'not-to-come' } })
  })

  it('is taken away while it waits, and seen by its council alone', async () => {
    const said = await say('2025-09-01')
    const id = said.ok ? said.value : ''
    const council = await aCouncil(desk.stage.build)
    const { accountId } = await aMember(desk.stage.build, council.id, null, ['procurement'])
    const stranger = aCouncilVisitor(council, accountId)
    expect((await desk.site.visit(stranger, PAGE)).text).not.toContain('Town day')
    expect((await desk.site.send(stranger, `${PAGE}/${id}/decision`, { kind: 'remove' })).status).toBe(404)
    expect((await desk.site.send(desk.benVisits, `${PAGE}/${id}/decision`, { kind: 'remove' })).status).toBe(303)
    expect((await days()).map((day) => day.id)).not.toContain(id)
  })
})
