import { afterAll, beforeAll, expect, it } from 'vitest'
import { quantity } from '../../../../../core/money.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, councilActor, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { getPackage } from '../../../store/package.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let asha: Visitor
let broker: Visitor
let brokerId: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id, { rule: { recording: 'timetabled' } })
  asha = aProviderVisitor(provider)
  brokerId = (await aMember(stage.build, council.id, null, ['brokerage'])).accountId
  broker = aCouncilVisitor(council, brokerId)
  site = await aSite(stage, [packageRoutes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

type Fields = Readonly<Record<string, string>>

/** An hour at eight on Monday and Tuesday. */
async function aTimetable(at = provider) {
  const hours = (...list: readonly bigint[]) => list.map((hour) => hour * 30_000n)
  const care = await aPackage(stage.build, at, {
    ...{ planned: quantity(60_000n), plannedByDay: hours(1n, 1n, 0n, 0n, 0n, 0n, 0n) },
  })
  for (const weekday of [1, 2])
    await stage.build.insert('care_packages.timetable_entry', {
      ...{ council_id: council.id, provider_id: at.id, service_id: at.serviceId },
      ...{
        contract_id: at.contractId,
        package_id: care.id,
        version: 1,
        weekday,
        starts_at: '08:00',
        minutes: 60,
      },
      carers: 1,
    })
  return care
}

const days = { 'from-day': '14', 'from-month': '4', 'from-year': '2025' }
/** Monday at eight, and half an hour at six in the evening on Monday and Wednesday. */
const visits: Fields = {
  ...{ 'v1-at': '08:00', 'v1-for': '60', 'v1-d1': 'yes' },
  ...{ 'v2-at': '18:00', 'v2-for': '30', 'v2-carers': '2', 'v2-d1': 'yes', 'v2-d3': 'yes' },
}
const asked: Fields = { kind: 'permanent', ...days, ...visits }

async function ask(packageId: string, over: Fields = {}, asker = asha) {
  const sent = await site.send(asker, `/provider/packages/${packageId}/variation`, {
    ...asked,
    reason: 'Evenings',
    ...over,
  })
  return { sent, id: sent.location.split('/').at(-1) ?? '' }
}
const decide = (id: string, fields: Fields) =>
  site.send(broker, `/council/variations/${id}/decision`, { version: '1', answer: '', decision: 'accept', ...fields })
async function timetableOf(id: string) {
  const { timetable, versions } = await stage.work.run(councilActor(council.id, brokerId), ({ tx }) =>
    getPackage(tx, { providerId: undefined }, id),
  )
  const last = Math.max(...versions.map(({ version }) => version))
  return {
    planned: versions.find(({ version }) => version === last)?.planned,
    visits: timetable
      .filter(({ version }) => version === last)
      .map(({ weekday, startsAt, minutes, carers }) => [weekday, startsAt, minutes, carers].join(' ')),
  }
}

it('begins with the visits as they are, and shows which are new and which are no more', async () => {
  const care = await aTimetable()
  const begun = await site.visit(asha, `/provider/packages/${care.id}/variation`)
  expect(begun.html).toMatch(/name="v1-at"[^>]*value="08:00"|value="08:00"[^>]*name="v1-at"/)
  const query = new URLSearchParams({ show: 'effect', ...asked }).toString()
  const { text } = await site.visit(asha, `/provider/packages/${care.id}/variation?${query}`)
  expect(text).toContain('Planned 2 hours 3 hours +1')
  expect(text).toMatch(/Visits of a week, as asked .*Monday 8am 60 1 +Monday 6pm 30 2 New/)
  expect(text).toMatch(/Tuesday 8am 60 1 No more Wednesday 6pm 30 2 New/)
})

it('is a new timetable of the package once the council accepts it as it was asked', async () => {
  const care = await aTimetable()
  const { sent, id } = await ask(care.id)
  expect(sent.status).toBe(303)
  const seen = await site.visit(broker, `/council/variations/${id}`)
  expect(seen.text).toContain('Wednesday 6pm 30 2 New')
  expect((await decide(id, {})).status).toBe(303)
  expect(await timetableOf(care.id)).toEqual({
    planned: 90_000n,
    visits: ['1 08:00 60 1', '1 18:00 30 2', '3 18:00 30 2'],
  })
  expect((await site.visit(asha, `/provider/variations/${id}`)).text).not.toContain('accepted instead')
})

it('is accepted with other visits, and says both what was asked and what was accepted', async () => {
  const care = await aTimetable()
  const { id } = await ask(care.id)
  const other = { timetable: 'shown', ...visits, 'v2-carers': '1', 'v2-d3': '' }
  expect((await decide(id, other)).status).toBe(303)
  expect(await timetableOf(care.id)).toEqual({ planned: 45_000n, visits: ['1 08:00 60 1', '1 18:00 30 1'] })
  for (const { text } of [
    await site.visit(asha, `/provider/variations/${id}`),
    await site.visit(broker, `/council/variations/${id}`),
  ]) {
    expect(text).toMatch(/Visits of a week, as asked .*Wednesday 6pm 30 2/)
    expect(text).toMatch(/Visits that the council accepted instead .*Monday 6pm 30 1/)
  }
})

it('comes back to the old visits after a change for a time', async () => {
  const care = await aTimetable()
  const last = { kind: 'temporary', 'last-day': '27', 'last-month': '4', 'last-year': '2025' }
  const { id } = await ask(care.id, last)
  await decide(id, { timetable: 'shown', ...visits })
  const { timetable, versions } = await stage.work.run(councilActor(council.id, brokerId), ({ tx }) =>
    getPackage(tx, { providerId: undefined }, care.id),
  )
  const after = versions.find(({ from }) => from === '2025-04-28')
  expect(timetable.filter(({ version }) => version === after?.version).map(({ weekday }) => weekday)).toEqual([1, 2])
})

it('says what is wrong with a visit beside it, on either side, and changes nothing', async () => {
  const care = await aTimetable()
  const wrong = await ask(care.id, { 'v2-at': '25:00', 'v2-for': '' })
  expect(wrong.sent.status).toBe(422)
  expect(wrong.sent.text).toContain('Enter when visit 2 begins, like 07:30')
  expect(wrong.sent.text).toContain('Enter how many minutes visit 2 takes')
  const twice = await ask(care.id, { 'v2-at': '08:00' })
  expect([twice.sent.status, twice.sent.text.includes('Two visits begin at the same time on one day')]).toEqual([
    422,
    true,
  ])
  const full = await ask(care.id, { 'v1-for': '1440', 'v2-for': '1440', 'v2-carers': '1' })
  expect([full.sent.status, full.sent.text.includes('A day has 24 hours for each carer')]).toEqual([422, true])
  const same = await ask(care.id, {
    ...{ 'v1-d2': 'yes', 'v2-at': '', 'v2-for': '', 'v2-carers': '', 'v2-d1': '', 'v2-d3': '' },
  })
  expect(same.sent.text).toContain('This is what is planned already')
  const { id } = await ask(care.id)
  const emptied = Object.fromEntries(Object.keys(visits).map((name) => [name, '']))
  const none = await decide(id, { timetable: 'shown', ...emptied })
  expect([none.status, none.text.includes('Enter the visits that you accept, or refuse')]).toEqual([422, true])
  const bad = await decide(id, { timetable: 'shown', ...visits, 'v1-for': 'x' })
  expect([bad.status, bad.text.includes('Enter how many minutes visit 1 takes')]).toEqual([422, true])
  expect((await timetableOf(care.id)).visits).toEqual(['1 08:00 60 1', '2 08:00 60 1'])
})

it('keeps the timetable of care that is recorded as one amount a week', async () => {
  const weekly = await aProvider(stage.build, council.id)
  const ben = aProviderVisitor(weekly)
  const care = await aTimetable(weekly)
  const begun = await site.visit(ben, `/provider/packages/${care.id}/variation?planned=3`)
  expect(begun.html).toMatch(/name="v1-at"[^>]*value="08:00"|value="08:00"[^>]*name="v1-at"/)
  const { sent, id } = await ask(care.id, {}, ben)
  expect(sent.status).toBe(303)
  expect((await site.visit(broker, `/council/variations/${id}`)).text).toContain('Wednesday 6pm 30 2 New')
  await decide(id, {})
  expect((await timetableOf(care.id)).visits).toEqual(['1 08:00 60 1', '1 18:00 30 2', '3 18:00 30 2'])
})

it('says to both sides that an amount without visits leaves the care without a timetable', async () => {
  const care = await aTimetable()
  const amount = { kind: 'permanent', ...days, planned: '3' }
  const query = new URLSearchParams({ show: 'effect', ...amount }).toString()
  const words = 'Tuesday 8am 60 1 No more It is asked for without visits: from its first day the care has no timetable.'
  expect((await site.visit(asha, `/provider/packages/${care.id}/variation?${query}`)).text).toContain(words)
  const noVisits = Object.fromEntries(Object.keys(visits).map((name) => [name, '']))
  const { id } = await ask(care.id, { ...noVisits, ...amount })
  expect((await site.visit(broker, `/council/variations/${id}`)).text).toContain(words)
})
