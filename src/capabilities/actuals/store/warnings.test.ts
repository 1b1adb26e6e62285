import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { quantityText } from '../../../core/decimal.ts'
import { rate } from '../../../core/money.ts'
import { done } from '../../../core/outcome.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { warningsOf } from '../rules/warnings.ts'
import { aRecordedWeek } from '../testing/recorded.ts'
import { anEntry } from '../testing/rules.ts'
import { aTimetable } from '../testing/timetable.ts'
import { aLine, anUpload, HEADING } from '../testing/uploads.ts'
import { listSheet } from './sheet.ts'
import { keepConfirmedWarnings, listWarningFacts } from './warnings.ts'

let stage: Stage
let councilId: string
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  councilId = (await aCouncil(stage.build)).id
  const days = { startsOn: '2024-12-02', endsOn: '2025-05-05', submitBy: '2025-05-09T17:00:00Z' }
  await aPeriod(stage.build, councilId, days)
})
afterAll(() => stage.strike())

/** Of these the clocks change in the second. */
const WEEKS = ['2025-03-17', '2025-03-24', '2025-03-31'].map((day) => localDate(day))

const someCase = fc.record({
  week: fc.constantFrom(...WEEKS),
  care: fc.constantFrom('hours', 'nights', 'a night by its timetable', 'a day by its timetable'),
  startsOn: fc.constantFrom('2024-11-04', '2024-11-04', '2025-03-26'),
  endsOn: fc.constantFrom(null, null, '2025-03-28'),
  priceChangesOn: fc.constantFrom(null, '2025-03-25', '2025-03-29', '2025-04-02'),
  awayFrom: fc.constantFrom(null, '2025-03-10', '2025-03-24'),
  backOn: fc.constantFrom(null, '2025-03-27', '2025-04-20'),
  weeksBefore: fc.constantFrom(0, 11, 12, 12),
  differed: fc.constantFrom(undefined, undefined, undefined, 3),
  said: fc.constantFrom(anEntry(), anEntry(), anEntry({ missed: '1', comment: 'Late' }), 'nothing' as const),
})
type Case = typeof someCase extends fc.Arbitrary<infer T> ? T : never

async function aCare({ priceChangesOn, care, startsOn, endsOn }: Case) {
  const first = { from: '2024-01-01', price: rate(210_000n) }
  const rates =
    priceChangesOn === null
      ? [first]
      : [
          { ...first, to: priceChangesOn },
          { from: priceChangesOn, price: rate(220_000n) },
        ]
  const provider = await aProvider(stage.build, councilId, { rates, ...(care === 'nights' && { unit: 'night' }) })
  const days = { startsOn, endsOn, recordableFrom: startsOn }
  if (!care.endsWith('timetable'))
    return {
      provider,
      made: await aPackage(stage.build, provider, { ...days, ...(care === 'nights' && { unit: 'night' }) }),
    }
  const startsAt = care === 'a night by its timetable' ? '22:00' : '10:00'
  return { provider, made: await aTimetable(stage, provider, [{ weekday: 6, startsAt, minutes: 480 }]) }
}

async function aStay(provider: AProvider, packageId: string, { awayFrom, backOn }: Case): Promise<void> {
  if (awayFrom === null) return
  await stage.build.insert('care_packages.life_event', {
    ...{ council_id: councilId, provider_id: provider.id, service_id: provider.serviceId, package_id: packageId },
    ...{ contract_id: provider.contractId, kind: 'hospital', happened_on: awayFrom, effect: '{}' },
    back_on: backOn !== null && backOn > awayFrom ? backOn : null,
    ...{ told_by: provider.accountId, teller_name: 'Somebody', told_at: '2025-03-30T09:00:00Z' },
  })
}

async function weeksBefore(provider: AProvider, packageId: string, { week, weeksBefore: count, differed }: Case) {
  for (let back = 1; back <= count; back += 1) {
    const entry = back === differed ? anEntry({ extra: '1', comment: 'Asked for' }) : anEntry()
    const weekStart = addDays(week, -7 * back)
    await aRecordedWeek(stage, provider, { packageId, weekStart }, { entry }).catch(() => undefined)
  }
}

async function seen(provider: AProvider, packageId: string, week: Case['week']) {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const [row] = await listSheet(tx, { serviceId: provider.serviceId, weekStart: week }, { packageIds: [packageId] })
    const facts = await listWarningFacts(tx, week, [packageId])
    return { row, facts: facts.get(packageId) }
  })
}

it('asks on the screen exactly what it asks about the same week in a file', async () => {
  const found = new Set<string>()
  for (const one of fc.sample(someCase, { numRuns: 50, seed: 3_100 })) {
    const { provider, made } = await aCare(one)
    await aStay(provider, made.id, one)
    await weeksBefore(provider, made.id, one)
    const { row, facts } = await seen(provider, made.id, one.week)
    if (row === undefined) continue
    const entry = one.said === 'nothing' ? { ...anEntry({ comment: 'None' }), missed: row.planned } : one.said
    const amounts = [entry.frustrated, entry.missed, entry.extra].map(quantityText)
    const line = aLine(made, [one.week, '', ...amounts, '', entry.comment, ''].join(','))
    const [inFile] = (await anUpload(stage, provider, [HEADING, line].join('\n'))).rows
    if (inFile?.codes !== null) continue
    const onScreen = warningsOf(row, entry, facts)
    expect(inFile.warnings ?? [], line).toEqual(onScreen)
    for (const code of onScreen) found.add(code)
  }
  expect([...found].toSorted()).toEqual(['W01', 'W02', 'W03', 'W05'])
}, 120_000)

it('asks on the screen nothing that was confirmed for the same figures, and in a file nothing that was on the screen', async () => {
  const one: Case = {
    ...{
      week: localDate('2025-03-24'),
      care: 'nights',
      startsOn: '2024-11-04',
      endsOn: null,
      priceChangesOn: '2025-03-29',
    },
    ...{ awayFrom: '2025-03-10', backOn: null, weeksBefore: 0, differed: undefined, said: anEntry() },
  }
  const { provider, made } = await aCare(one)
  await aStay(provider, made.id, one)
  const { row, facts } = await seen(provider, made.id, one.week)
  if (row === undefined) throw new Error('the package has care in the week')
  expect(warningsOf(row, anEntry(), facts)).toEqual(['W02', 'W05', 'W03'])
  const stamp = { by: provider.accountId, name: 'Somebody', at: stage.clock.now() }
  await stage.work.run(providerActor(provider), async ({ tx }) => {
    await keepConfirmedWarnings(tx, one.week, [{ row, entry: anEntry(), codes: ['W02'] }], stamp)
    await keepConfirmedWarnings(tx, one.week, [{ row, entry: anEntry(), codes: ['W02', 'W05'] }], stamp)
    return done(true)
  })
  const again = await seen(provider, made.id, one.week)
  expect(warningsOf(row, anEntry(), again.facts)).toEqual(['W03'])
  expect(warningsOf(row, anEntry({ missed: '1' }), again.facts)).toEqual(['W02', 'W05', 'W03'])
  const { rows } = await anUpload(stage, provider, [HEADING, aLine(made, `${one.week},14,,,,,,`)].join('\n'))
  expect(rows[0]?.warnings).toEqual(['W03'])
})
