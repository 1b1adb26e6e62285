import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '../../../core/dates.ts'
import { quantity, rate, type Rate } from '../../../core/money.ts'
import type { PaidAgain } from '../../../core/paid-again.ts'
import type { Actor } from '../../../platform/work.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider } from '../../../testing/world.ts'
import { changeDates, changePackage } from '../../care-packages/commands/change-package.ts'
import { decidePriceRequest } from '../../care-packages/commands/decide-price-request.ts'
import { changeFaults, type ChangeWanted } from '../../care-packages/rules/care-change.ts'
import { changedCare, redatedCare, type ChangedCare } from '../../care-packages/rules/changed-care.ts'
import { getRowVersion, listBookLines } from '../../care-packages/store/commissioning.ts'
import { getPackage } from '../../care-packages/store/package.ts'
import { lookBackFrom, priceLines } from '../store/price-lines.ts'
import { aPayer } from '../testing/payers.ts'
import { someStay, someWeek, STAY_PERIOD } from '../testing/random-cases.ts'
import { insertStay, insertWeek } from '../testing/random-rows.ts'
import { insertCalendar, insertVisitWeek, someVisitWeek } from '../testing/random-visits.ts'
import { asOwner } from '../testing/world.ts'
import { previewChangedCare } from './preview-changed-care.ts'

let stage: Stage
const TODAY = localDate('2025-05-01')
const MARCH = { startsOn: localDate('2025-03-03'), endsOn: localDate('2025-03-31') }
const APRIL = { startsOn: STAY_PERIOD.from, endsOn: STAY_PERIOD.until }
const NEXT = { startsOn: localDate('2025-04-28'), endsOn: localDate('2025-05-26') }
const everyone = { providerId: undefined }
const noAgreement = () => Promise.resolve({ ok: false, refusal: { code: 'none' } } as const)

beforeAll(async () => {
  stage = await aStage('2025-05-01T09:00:00Z')
})
afterAll(() => stage.strike())

type Books = { readonly councilId: string; readonly broker: Actor; readonly second: Actor }
async function someBooks(): Promise<Books> {
  const { id: councilId } = await aCouncil(stage.build)
  const actor = () => councilActor(councilId, randomUUID())
  return { councilId, broker: actor(), second: actor() }
}

type Posted = { readonly kind: string; readonly line: string }

/** What one pricing of a period posts for days before it, and its run is released. */
async function paid({ councilId, broker }: Books, period: typeof NEXT): Promise<readonly Posted[]> {
  const { id } = await aPeriod(stage.build, councilId, period)
  const runId = randomUUID()
  const since = lookBackFrom(period.startsOn)
  const lines = await stage.work.run(broker, async ({ tx, now }) => {
    await priceLines(tx, { paidBy: 'schedule', calendar: 'main', period: { id, ...period }, since, runId, at: now })
    const { rows } = await sql<Posted>`
      select kind, package_id || ' ' || covers_from || ' ' || to_on || ' ' || amount_pence as line from payments.payment_line
      where council_id = ${councilId} and run_id = ${runId} and amount_pence <> 0 and covers_from < ${period.startsOn}`.execute(
      tx,
    )
    return rows
  })
  await stage.build.insert('payments.run', {
    ...{ council_id: councilId, period_id: id, reference: randomUUID().slice(0, 8), status: 'released' },
    ...{ prepared_by: randomUUID(), prepared_name: 'A', prepared_at: '2025-04-28T09:00:00Z' },
    ...{ released_by: randomUUID(), released_name: 'B', released_at: '2025-04-28T10:00:00Z' },
  })
  return lines
}

/** The period whose run is to come, taken away again so that its run may begin it. */
async function nextPeriod({ councilId }: Books): Promise<() => Promise<void>> {
  const { id } = await aPeriod(stage.build, councilId, NEXT)
  return () => asOwner(stage, `delete from payments.period where id = '${id}'`)
}

async function readable(councilId: string): Promise<void> {
  await asOwner(
    stage,
    `insert into service_users.served_person (council_id, provider_id, service_id, contract_id, person_id, reference, given_name, family_name)
     select p.council_id, p.provider_id, p.service_id, p.contract_id, w.id, w.reference, w.given_name, w.family_name
     from care_packages.package p join service_users.person w on w.council_id = p.council_id and w.id = p.person_id
     where p.council_id = '${councilId}' on conflict do nothing; analyze`,
  )
}

const told = (packageId: string, paid: PaidAgain | undefined) =>
  (paid?.lines ?? []).map(
    ({ from, to, paid: before, due }) => `${packageId} ${from} ${to} ${(due - before).toString()}`,
  )

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
  const scope = broker.scope
  if (what === 'line') await anotherLine(books.councilId, packageId, price)
  const [care, shownVersion] = await stage.db.read(scope, (tx) =>
    Promise.all([getPackage(tx, everyone, packageId), getRowVersion(tx, packageId)]),
  )
  const lines = await stage.db.read(scope, (tx) => listBookLines(tx, care.contract.id))
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
  const preview = await looked(books, after)
  const outcome = await stage.work.run(broker, (work) =>
    changePackage(work, { packageId, shownVersion, wanted }, noAgreement),
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  if ('requestId' in outcome.value) await approved(books, outcome.value.requestId)
  return told(packageId, preview)
}

function looked({ broker }: Books, after: ChangedCare): Promise<PaidAgain | undefined> {
  return stage.db.read(broker.scope, (tx) => previewChangedCare(tx, after, { today: TODAY, at: stage.clock.now() }))
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
    const books = await someBooks()
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
    await readable(councilId)
    await paid(books, APRIL)
    const begin = await nextPeriod(books)
    const foretold: string[] = []
    for (const { id, change } of packages) foretold.push(...(await changed(books, id, change)))
    await begin()
    expect(foretold.length).toBeGreaterThan(30)
    // Care that had no price and has one now is paid for the first time, and was not paid before.
    const corrections = (await paid(books, NEXT)).filter(({ kind }) => kind === 'adjustment')
    expect(corrections.map(({ line }) => line).toSorted()).toEqual(foretold.toSorted())
  }, 180_000)

  it('is, line for line, what other dates of a stay take back and pay, with the shares of who pays', async () => {
    const books = await someBooks()
    const starts = ['2025-03-05', '2025-03-20', '2025-04-02', '2025-04-10']
    const others = [
      ...[
        ['2025-03-10', null],
        ['2025-03-03', null],
        ['2025-02-20', null],
        ['2025-03-31', null],
        ['2025-04-25', null],
      ],
      ...[
        ['2025-03-05', '2025-03-25'],
        ['2025-04-03', '2025-04-20'],
        ['2025-04-02', '2025-04-30'],
      ],
    ] as const
    const stays: { readonly id: string; readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }[] = []
    for (const [index, start] of starts.entries())
      for (const [startsOn, endsOn] of others) {
        const home = await aProvider(stage.build, books.councilId, {
          ...{ sector: 'nursing', unit: 'week', rates: [{ from: '2019-04-01', price: rate(8_260_000n) }] },
          rule: {
            ...{ paid_by: 'schedule', recording: 'none', valid: '[2019-01-01,)', payer_terms: 'net' },
            day_rule: index % 2 === 0 ? 'nights' : 'inclusive',
          },
        })
        const ended = index === 3 ? '2025-04-16' : null
        const care = await aPackage(stage.build, home, {
          unit: 'week',
          startsOn: start,
          ...(ended !== null && { endsOn: ended }),
        })
        await aPayer(stage.build, home, care, { payer: 'contribution', weekly: 16_015n })
        stays.push({ id: care.id, startsOn: localDate(startsOn), endsOn: endsOn === null ? null : localDate(endsOn) })
      }
    await readable(books.councilId)
    await paid(books, MARCH)
    await paid(books, APRIL)
    const begin = await nextPeriod(books)
    const foretold: string[] = []
    for (const { id, startsOn, endsOn } of stays) {
      const [care, shownVersion] = await stage.db.read(books.broker.scope, (tx) =>
        Promise.all([getPackage(tx, everyone, id), getRowVersion(tx, id)]),
      )
      const preview = await looked(books, redatedCare(care, { startsOn, endsOn }))
      const outcome = await stage.work.run(books.broker, (work) =>
        changeDates(work, { packageId: id, shownVersion, startsOn, endsOn }, noAgreement),
      )
      if (outcome.ok) foretold.push(...told(id, preview))
    }
    await begin()
    expect(foretold.length).toBeGreaterThan(30)
    expect((await paid(books, NEXT)).map(({ line }) => line).toSorted()).toEqual(foretold.toSorted())
  }, 180_000)
})
