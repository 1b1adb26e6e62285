import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EventCode } from '../../../platform/notifications/events.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { bothSidesOf, type Both } from '../../../testing/both-sides.ts'
import { newsOf } from '../../../testing/news.ts'
import type { Site } from '../../../testing/site.ts'
import type { Stage } from '../../../testing/stage.ts'
import { aPackage, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { packageRoutes } from '../testing/mount.ts'

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

type Fields = Readonly<Record<string, string>>
const day = (name: string, number: string) => ({
  [`${name}-day`]: number,
  [`${name}-month`]: '4',
  [`${name}-year`]: '2025',
})
const idIn = (location: string) => location.split('/').at(-1) ?? ''

async function toldOf(event: EventCode) {
  return (await newsOf(stage, council.id, event)).map(({ to }) => to)
}
async function decided(address: string, fields: Fields): Promise<void> {
  expect((await site.send(broker, address, fields)).status).toBe(303)
}

it('is told the answer to what one of them asked, and of what the council does to the care', async () => {
  const care = await aPackage(stage.build, provider)
  const asked = { kind: 'permanent', ...day('from', '14'), planned: '10', reason: 'Less' }
  const { location } = await site.send(asha, `/provider/packages/${care.id}/variation`, asked)
  const answer = { version: '1', decision: 'refuse', answer: 'Not yet' }
  await decided(`/council/variations/${idIn(location)}/decision`, answer)
  await decided(`/council/packages/${care.id}/suspension`, { reason: 'Checks', waitingFor: 'provider' })
  await site.send(asha, `/provider/packages/${care.id}/release-request`, { text: 'Done' })
  const askedAt = stage.clock.now().toISOString()
  await decided(`/council/packages/${care.id}/release-refusal`, { asked: askedAt, answer: 'Not yet' })
  await decided(`/council/packages/${care.id}/release`, {})
  const dates = { version: '3', ...day('start', '1'), 'start-month': '1', 'start-day': '6', ...day('end', '30') }
  await decided(`/council/packages/${care.id}/dates`, dates)
  const end = { version: '4', ...day('lastday', '20'), why: 'other', reason: 'No more need' }
  await decided(`/council/packages/${care.id}/end`, end)

  const places = [{ serviceId: provider.serviceId, contractId: provider.contractId }]
  const careStaff = { kind: 'care', providerId: provider.id, places }
  for (const event of [
    'variation.answered',
    'package.suspended',
    'package.release-refused',
    'package.released',
    'package.changed',
    'package.ended',
  ] as const)
    expect([event, await toldOf(event)]).toEqual([event, [careStaff]])
})
