import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, type ACouncil } from '../../../../../testing/world.ts'
import { findManualPercent, findPaidAbsenceWeeks } from '../../../store/upload/settings.ts'
import { mountActualsSettings } from './route.tsx'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [({ council }, web) => mountActualsSettings(council, web)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const PAGE = '/council/actuals/settings'
const today = { 'from-day': '10', 'from-month': '4', 'from-year': '2025' }
const typed = { paidWeeks: '6', manualPercent: '35', shownWeeks: '', shownPercent: '', ...today }

async function aDesk(): Promise<{ council: ACouncil; visitor: Visitor }> {
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, ['payments'])
  const permissions = ['actuals.view', 'actuals.decide'] as const
  return { council, visitor: aCouncilVisitor(council, accountId, { permissions }) }
}
const holding = ({ id }: ACouncil, at = '2025-04-10T12:00:00Z') =>
  stage.db.read(councilActor(id, id).scope, async (tx) => [
    await findPaidAbsenceWeeks(tx, new Date(at)),
    await findManualPercent(tx, new Date(at)),
  ])

describe('the settings of actuals', () => {
  it('hold from their day, are shown by date, and what held before stays on record', async () => {
    const { council, visitor } = await aDesk()
    expect((await site.visit(visitor, PAGE)).text).toContain('Nothing has been set yet')
    expect(await holding(council)).toEqual([undefined, 20])
    expect((await site.send(visitor, PAGE, typed)).status).toBe(303)
    expect(await holding(council)).toEqual([6, 35])
    const later = { ...typed, paidWeeks: '', shownWeeks: '6', shownPercent: '35', 'from-month': '5' }
    expect((await site.send(visitor, PAGE, later)).status).toBe(303)
    expect(await holding(council)).toEqual([6, 35])
    expect(await holding(council, '2025-05-10T12:00:00Z')).toEqual([undefined, 35])
    const { text } = await site.visit(visitor, PAGE)
    expect(text).toContain('6 weeks')
    const log = await stage.db.read(councilActor(council.id, council.id).scope, (tx) =>
      sql<{ details: Record<string, unknown> }>`select details from platform.audit_entry
        where council_id = ${council.id} and action = 'actuals.settings-changed' order by seq`.execute(tx),
    )
    expect(log.rows.map(({ details }) => [details['paidWeeksBefore'], details['paidWeeks']])).toEqual([
      [null, 6],
      [6, null],
    ])
  })

  it.each([
    ['paidWeeks', { paidWeeks: '0' }, 'a whole number from 1 to 52'],
    ['paidWeeks', { paidWeeks: '53' }, 'a whole number from 1 to 52'],
    ['paidWeeks', { paidWeeks: 'six' }, 'a whole number from 1 to 52'],
    ['manualPercent', { manualPercent: '101' }, 'a whole number from 0 to 100'],
    ['manualPercent', { manualPercent: '-1' }, 'a whole number from 0 to 100'],
    ['from-day', { 'from-day': '31' }, 'Enter from which day they hold'],
    ['from-day', { 'from-day': '9' }, 'must be today or later'],
    ['main-content', { shownPercent: '50' }, 'Somebody changed the settings while you had them open'],
    ['main-content', { paidWeeks: '', manualPercent: '' }, 'That is what is set already'],
  ])('say at %s what is wrong with %j, keep what was typed and change nothing', async (field, over, words) => {
    const { council, visitor } = await aDesk()
    const answer = await site.send(visitor, PAGE, { ...typed, ...over })
    expect([answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([422, true])
    expect(answer.text).toContain(words)
    const value = { ...typed, ...over }.manualPercent
    expect(answer.html).toMatch(new RegExp(`name="manualPercent"[^>]* value(="${value}")?`, 'u'))
    expect(await holding(council)).toEqual([undefined, 20])
  })

  it('are read by whoever sees actuals, and changed by whoever decides about them', async () => {
    const { council } = await aDesk()
    const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
    const reader = aCouncilVisitor(council, accountId, { permissions: ['actuals.view'] })
    const { html, text } = await site.visit(reader, PAGE)
    expect([
      html.includes('<form method="post" action="/council/actuals/settings"'),
      text.includes('No limit'),
    ]).toEqual([false, true])
    expect((await site.send(reader, PAGE, typed)).status).toBe(403)
  })
})
