import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type ACouncil } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'

let stage: Stage
let site: Site
let council: ACouncil
const taken: string[] = []
const WEEK = localDate('2025-03-31')

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  const period = { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' }
  await aPeriod(stage.build, council.id, period)
  site = await aSite(stage, [(faces, web) => routes(faces, web, later(taken))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aConfirmedWeek() {
  const provider = await aProvider(stage.build, council.id, {
    rates: [{ from: '2024-01-01', price: rate(232_000n) }],
  })
  const { id } = await aPackage(stage.build, provider)
  await aRecordedWeek(stage, provider, { packageId: id, weekStart: WEEK })
  const visitor = aProviderVisitor(provider)
  const address = `/provider/actuals/${provider.serviceId}/${WEEK}/${id}`
  const send = (act: string, missed: string, comment: string, version = '1') => {
    const boxes = { frustrated: '0', missed, extra: '0', visits: '', comment, version }
    const named = Object.fromEntries(Object.entries(boxes).map(([field, value]) => [`${field}-${id}`, value]))
    return site.send(visitor, address, { act, ...named })
  }
  return { id, address, send, open: (query = '') => site.visit(visitor, `${address}${query}`) }
}

it('takes a confirmation back while the week is open', async () => {
  const { address, open, send } = await aConfirmedWeek()
  expect((await open()).text).toContain('Take back to draft')
  const sent = await send('undo', '0', '')
  expect([sent.status, sent.location]).toEqual([303, address])
  const { text } = await open()
  expect(text).toContain('Draft')
  expect(text).not.toContain('Take back to draft')
})

it('amends a week that a payment has taken, with a reason, in a new version', async () => {
  const { id, address, open, send } = await aConfirmedWeek()
  taken.push(id)
  const closed = await open()
  expect(closed.text).toContain('Amend this week . The difference is paid, or taken back')
  expect(closed.html).not.toContain(`name="missed-${id}"`)
  expect((await open('?amend=yes')).html).toContain(`name="missed-${id}"`)
  const silent = await send('amend', '1', '')
  expect(silent.status).toBe(422)
  expect(silent.text).toContain('Enter why this week is changed after it was closed')
  expect(silent.html).toContain(`name="missed-${id}"`)
  const sent = await send('amend', '1', 'Carer logged the wrong day')
  expect([sent.status, sent.location]).toEqual([303, address])
  expect((await open()).text).toContain('Carer logged the wrong day')
  expect((await send('confirm', '2', 'Again', '2')).status).toBe(422)
})
