import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, type ACouncil } from '../../../../../testing/world.ts'
import { getOrganisationSettings } from '../../../commands/change-settings.ts'
import { mountOrganisationSettings } from './route.tsx'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [({ council }, web) => mountOrganisationSettings(council, web)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const PAGE = '/council/organisation-settings'
async function aDesk() {
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null, ['procurement'])
  const permissions = ['organisation.view', 'organisation.decide'] as const
  return { council, visitor: aCouncilVisitor(council, accountId, { permissions }) }
}
const holding = ({ id }: ACouncil) =>
  stage.db.read(councilActor(id, id).scope, (tx) => getOrganisationSettings(tx, localDate('2025-04-10')))
const shownOn = (html: string) => /name="shown" value="(?<shown>[^"]*)"/u.exec(html)?.groups?.['shown'] ?? ''

describe('the settings of organisations', () => {
  it('say what providers change at once and how long a bank account waits, from today', async () => {
    const { council, visitor } = await aDesk()
    const { html } = await site.visit(visitor, PAGE)
    expect((await holding(council)).coolingOffDays).toBe(3)
    const shown = shownOn(html)
    const sent = await site.send(visitor, PAGE, { shown, atOnce: ['email', 'closure'], coolingOffDays: '7' })
    expect(sent.status).toBe(303)
    expect(await holding(council)).toEqual({ atOnce: ['email', 'closure'], coolingOffDays: 7 })
    const none = await site.send(visitor, PAGE, { shown: '7 email closure', coolingOffDays: '7' })
    expect(none.status).toBe(303)
    expect(await holding(council)).toEqual({ atOnce: [], coolingOffDays: 7 })
    const late = await site.send(visitor, PAGE, { shown, atOnce: 'email', coolingOffDays: '9' })
    expect([late.status, late.text.includes('Somebody changed the settings')]).toEqual([422, true])
  })

  it.each([' ', '0', '91', 'three', '-1'])('refuse %j days and keep what was typed', async (coolingOffDays) => {
    const { council, visitor } = await aDesk()
    const shown = shownOn((await site.visit(visitor, PAGE)).html)
    const answer = await site.send(visitor, PAGE, { shown, atOnce: 'email', coolingOffDays })
    expect([answer.status, answer.html.includes('href="#coolingOffDays"')]).toEqual([422, true])
    expect(answer.html).toContain(`value="${coolingOffDays}"`)
    expect((await holding(council)).coolingOffDays).toBe(3)
  })

  it('are read by whoever sees organisations, and changed by whoever decides', async () => {
    const { council } = await aDesk()
    const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
    const reader = aCouncilVisitor(council, accountId, { permissions: ['organisation.view'] })
    expect((await site.visit(reader, PAGE)).html).not.toContain('name="coolingOffDays"')
    expect((await site.send(reader, PAGE, { coolingOffDays: '9' })).status).toBe(403)
  })
})
