import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let broker: Visitor
const page = '/council/variation-settings'

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  broker = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  site = await aSite(stage, [packageRoutes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it.each([
  [{ days: '', shown: '14' }, 'Enter a whole number of days'],
  [{ days: '366', shown: '14' }, 'Enter a whole number of days'],
  [{ days: '14', shown: '14' }, 'That is what is set already'],
  [{ days: '20', shown: '13' }, 'Somebody changed this'],
])('says what is wrong with %j and keeps what was typed', async (fields, words) => {
  const { status, text, html } = await site.send(broker, page, fields)
  expect([status, text.includes(words), html.includes(`value="${fields.days}"`)]).toEqual([
    422,
    true,
    fields.days !== '',
  ])
})

it('holds from today for what is asked from then on', async () => {
  const provider = await aProvider(stage.build, council.id)
  const asha = aProviderVisitor(provider)
  const care = await aPackage(stage.build, provider)
  const month = { 'from-month': '3', 'from-year': '2025', 'from-day': '3' }
  const sent = await site.send(asha, `/provider/packages/${care.id}/variation`, {
    ...{ ...month, kind: 'permanent', planned: '16', reason: 'More help at night', _key: care.id },
  })
  expect((await site.send(broker, page, { days: '60', shown: '14' })).status).toBe(303)
  expect((await site.visit(broker, page)).html).toContain('value="60"')
  // What waits keeps the day that it was promised.
  expect((await site.visit(asha, sent.location)).text).toContain('10 April 2025, the day of asking')
  const other = await aPackage(stage.build, provider)
  const show = new URLSearchParams({ show: 'effect', kind: 'permanent', planned: '16', ...month }).toString()
  const { text } = await site.visit(asha, `/provider/packages/${other.id}/variation?${show}`)
  expect(text).toContain('In time: a change is asked for within 60 days after it began')
})
