import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { bothSidesOf, type Both } from '../../../../../testing/both-sides.ts'
import { newsOf } from '../../../../../testing/news.ts'
import type { Site } from '../../../../../testing/site.ts'
import type { Stage } from '../../../../../testing/stage.ts'
import { aPackage, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let both: Both
let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let asha: Visitor
let broker: Visitor

beforeAll(async () => {
  both = await bothSidesOf({ mounts: () => [packageRoutes], now: '2025-04-10T09:00:00Z' })
  ;({ stage, site, council, provider, provides: asha, brokers: broker } = both)
})
afterAll(() => both.close())

async function told(care: { readonly id: string }, kind: 'death' | 'moved', day: string): Promise<string> {
  const known = await waiting()
  const on = { 'on-day': day, 'on-month': '4', 'on-year': '2025' }
  await site.send(asha, `/provider/packages/${care.id}/event`, { kind, ...on })
  return `/council/life-events/${(await waiting()).find((id) => !known.includes(id)) ?? ''}`
}
async function waiting(): Promise<readonly string[]> {
  const { html } = await site.visit(broker, '/council/life-events')
  return [...html.matchAll(/\/council\/life-events\/([0-9a-f-]{36})/g)].map(([, id = '']) => id)
}
const end = (event: string) => site.send(broker, `${event}/outcome`, { version: '1', outcome: 'ended' })

it('ends nothing by a second telling of a later day, and says where the day is set', async () => {
  const care = await aPackage(stage.build, provider)
  const [first, second] = [await told(care, 'death', '3'), await told(care, 'death', '5')]
  expect((await site.visit(broker, second)).text).toContain('Also told of a death of this person 3 April 2025')
  await end(first)
  const news = (await newsOf(stage, council.id, 'package.ended')).length

  const refused = await end(second)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Nothing was changed: the care already ends on 3 April 2025')
  expect(refused.html).toContain(`href="/council/packages/${care.id}/dates"`)
  expect(refused.text).toMatch(/3 April 2025, P-\w+ , told by .+ The care was ended by Cara Test/u)
  expect(await newsOf(stage, council.id, 'package.ended')).toHaveLength(news)
  expect(await waiting()).toEqual([second.split('/').at(-1)])

  await site.send(broker, `${second}/outcome`, { version: '1', outcome: 'noted' })
  expect((await site.visit(broker, second)).text).toContain('Noted by Cara Test')
  expect((await site.visit(broker, first)).text).toMatch(/5 April 2025, P-\w+ , told by .+ Noted by Cara Test/u)
})

it('ends earlier by a second telling of an earlier day, and shows no telling of a move beside a death', async () => {
  const care = await aPackage(stage.build, provider)
  const [moved, died] = [await told(care, 'moved', '8'), await told(care, 'death', '6')]
  await end(moved)
  expect((await site.visit(broker, died)).text).not.toContain('Also told')
  expect((await end(died)).status).toBe(303)
  expect((await site.visit(asha, `/provider/packages/${care.id}`)).text).toContain('Last day 6 April 2025')
})

it('says so where nothing of the care is left to end', async () => {
  const care = await aPackage(stage.build, provider, { package: { status: 'cancelled' } })
  const answered = await end(await told(care, 'moved', '7'))
  expect([answered.status, answered.html.includes('/dates"')]).toEqual([422, false])
  expect(answered.text).toContain('Nothing was changed: none of this care is left to end')
})
