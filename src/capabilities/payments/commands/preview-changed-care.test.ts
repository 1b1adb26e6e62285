import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '../../../core/dates.ts'
import { quantity, rate, type Rate } from '../../../core/money.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { changePackage } from '../../care-packages/commands/change-package.ts'
import { decidePriceRequest } from '../../care-packages/commands/decide-price-request.ts'
import { changeFaults, type ChangeWanted } from '../../care-packages/rules/care-change.ts'
import { changedCare } from '../../care-packages/rules/changed-care.ts'
import { getRowVersion, listBookLines } from '../../care-packages/store/commissioning.ts'
import { getPackage } from '../../care-packages/store/package.ts'
import { APRIL, moreOf, NEXT, someBooks, told, type Books } from '../testing/foretold.ts'
import { someStay, someWeek, STAY_PERIOD } from '../testing/random-cases.ts'
import { insertStay, insertWeek } from '../testing/random-rows.ts'
import { insertCalendar, insertVisitWeek, someVisitWeek } from '../testing/random-visits.ts'
import { asOwner } from '../testing/world.ts'

let stage: Stage
const everyone = { providerId: undefined }
const noAgreement = () => Promise.resolve({ ok: false, refusal: { code: 'none' } } as const)

beforeAll(async () => {
  stage = await aStage('2025-05-01T09:00:00Z')
})
afterAll(() => stage.strike())

/** A dearer line of the same contract, with prices of visits of its own now and then. */
async function anotherLine(councilId: string, packageId: string, price: Rate): Promise<void> {
  const id = randomUUID()
  await asOwner(
    stage,
    `insert into contracts.rate_line (council_id, id, contract_id, provider_id, reference, service_level, unit)
     select council_id, '${id}', contract_id, provider_id, '${id.slice(0, 13)}', 'Another', unit
     from care_packages.package where id = '${packageId}';
     insert into contracts.rate (council_id, rate_line_id, contract_id, provider_id, valid, price)
     select council_id, '${id}', contract_id, provider_id, daterange('2024-06-03', null), ${String(price)}
     from care_packages.package where id = '${packageId}' and council_id = '${councilId}'`,
  )
}

type Change = { readonly fromOn: LocalDate; readonly price: Rate; readonly what: 'own' | 'line' | 'plan' }
const someChange = fc.record({
  offset: fc.integer({ min: -10, max: 16 }),
  price: fc.bigInt({ min: 1n, max: 9_000_000n }).map(rate),
  what: fc.constantFrom('own' as const, 'line' as const, 'own' as const, 'line' as const, 'plan' as const),
})

/** Looks at a change, makes it by its command, and answers what was foretold; nothing where it may not be made. */
async function changed(books: Books, packageId: string, { fromOn, price, what }: Change): Promise<readonly string[]> {
  const { broker } = books
  if (what === 'line') await anotherLine(books.councilId, packageId, price)
  const [care, shownVersion] = await books.read((tx) =>
    Promise.all([getPackage(tx, everyone, packageId), getRowVersion(tx, packageId)]),
  )
  const lines = await books.read((tx) => listBookLines(tx, care.contract.id))
  const line = lines.find(({ serviceLevel }) => (serviceLevel === 'Another') === (what === 'line'))
  if (line === undefined) throw new Error('a contract has lines')
  const days = [2n, 2n, 2n, 2n, 2n, 0n, 0n].map((units) => quantity(units * 30_000n))
  const wanted: ChangeWanted = {
    ...{ fromOn, cause: 'correction', rateLineId: line.id },
    plan: { planned: quantity(300_000n), plannedByDay: price % 2n === 0n ? null : days, visits: [] },
    ownPrice: what === 'own' ? { price, reason: 'Two carers' } : null,
  }
  const after = changedCare(care, wanted, line)
  if (after === undefined || changeFaults(care, wanted, line).length > 0) return []
  const preview = await books.looked(after)
  const outcome = await stage.work.run(broker, (work) =>
    changePackage(work, { packageId, shownVersion, wanted }, noAgreement),
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  if ('requestId' in outcome.value) await approved(books, outcome.value.requestId)
  return told(packageId, preview?.lines)
}

async function approved({ second }: Books, id: string): Promise<void> {
  const decision = { kind: 'approve', note: '' } as const
  const decided = await stage.work.run(second, (work) =>
    decidePriceRequest(work, { id, shownVersion: 1, decision }, noAgreement),
  )
  expect(decided).toMatchObject({ ok: true })
}

describe('the preview of a change of care', () => {
  it('is, line for line, what the next payment posts once the change is made', async () => {
    const books = await someBooks(stage)
    const { councilId } = books
    await insertCalendar(stage.build, councilId)
    const cases = fc.sample(fc.record({ week: someWeek, stay: someStay, visits: someVisitWeek, change: someChange }), {
      numRuns: 100,
      seed: 20_261_122,
    })
    const packages: { readonly id: string; readonly change: Change }[] = []
    for (const { week, stay, visits, change } of cases) {
      const fromOn = (day: LocalDate) => ({ ...change, fromOn: addDays(day, change.offset) })
      packages.push(
        { id: await insertWeek(stage.build, councilId, week), change: fromOn(week.weekStart) },
        { id: await insertStay(stage.build, councilId, stay), change: fromOn(STAY_PERIOD.from) },
        { id: await insertVisitWeek(stage.build, councilId, visits), change: fromOn(visits.weekStart) },
      )
    }
    await books.readable()
    await books.paid(APRIL)
    const begin = await books.nextPeriod()
    const foretold: string[] = []
    for (const { id, change } of packages) foretold.push(...(await changed(books, id, change)))
    await begin()
    expect(foretold.length).toBeGreaterThan(30)
    expect(await books.paid(NEXT)).toEqual(foretold.toSorted())
  }, 180_000)
})

describe('the preview of a change from a day to come', () => {
  it('looks at nights that were paid before they came', async () => {
    const books = await someBooks(stage)
    const id = await books.aStay({ startsOn: localDate('2025-04-02'), endsOn: null })
    await books.readable()
    await books.paid(APRIL)
    await books.paid(NEXT)
    await books.nextPeriod({ startsOn: localDate('2025-05-26'), endsOn: localDate('2025-06-23') })
    const care = await books.read((tx) => getPackage(tx, everyone, id))
    const [line] = await books.read((tx) => listBookLines(tx, care.contract.id))
    const wanted = (day: string): ChangeWanted => ({
      ...{ fromOn: localDate(day), cause: 'social-work-decision', rateLineId: line?.id ?? '' },
      plan: { planned: quantity(30_000n), plannedByDay: null, visits: [] },
      ownPrice: { price: rate(9_100_000n), reason: 'Two carers' },
    })
    const foretold = async (day: string) => {
      const changed = changedCare(care, wanted(day), line)
      return changed && books.looked(changed)
    }
    // From 12 May: fourteen nights at £12.00 more.
    expect(moreOf((await foretold('2025-05-12'))?.lines)).toBe(14n * 1_200n)
    expect(await foretold('2025-05-26')).toBeUndefined()
  })
})
