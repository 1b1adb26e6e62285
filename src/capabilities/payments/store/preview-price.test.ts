import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '../../../core/dates.ts'
import { rate, type Pence, type Rate } from '../../../core/money.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPeriod } from '../../../testing/world.ts'
import { applyPrices, lockPrices } from '../../contracts/store/apply-prices.ts'
import { recordDecision, recordProposal } from '../../contracts/store/price-changes.ts'
import { someStay, someWeek, STAY_PERIOD } from '../testing/random-cases.ts'
import { insertStay, insertWeek } from '../testing/random-rows.ts'
import { asOwner } from '../testing/world.ts'
import { lookBackFrom, priceLines } from './price-lines.ts'
import { getProposedPrice, listRepriced } from './preview-price.ts'

let stage: Stage
const NEXT = { startsOn: localDate('2025-04-28'), endsOn: localDate('2025-05-26') }

beforeAll(async () => {
  stage = await aStage('2025-05-01T09:00:00Z')
})
afterAll(() => stage.strike())

/** Days and size of a change: within the priced days, before them, and on their edges. */
const someChange = fc.record({
  offset: fc.integer({ min: -10, max: 12 }),
  price: fc.bigInt({ min: 0n, max: 9_000_000n }).map(rate),
})
type Change = { readonly offset: number; readonly price: Rate }
type Posted = { readonly packageId: string; readonly from: LocalDate; readonly to: LocalDate; readonly more: Pence }

describe('the preview of a price that looks back', () => {
  it('is, line for line, what the next payment posts once it is approved', async () => {
    const { id: councilId } = await aCouncil(stage.build)
    const cases = fc.sample(fc.record({ week: someWeek, stay: someStay, change: someChange }), {
      numRuns: 40,
      seed: 20_261_122,
    })
    for (const { week } of cases) await insertWeek(stage.build, councilId, week)
    for (const { stay } of cases) await insertStay(stage.build, councilId, stay)
    await asOwner(
      stage,
      `insert into service_users.served_person (council_id, provider_id, service_id, contract_id, person_id, reference, given_name, family_name)
       select p.council_id, p.provider_id, p.service_id, p.contract_id, w.id, w.reference, w.given_name, w.family_name
       from care_packages.package p join service_users.person w on w.council_id = p.council_id and w.id = p.person_id
       where p.council_id = '${councilId}'`,
    )
    const first = await aPeriod(stage.build, councilId, { startsOn: STAY_PERIOD.from, endsOn: STAY_PERIOD.until })
    await asOwner(stage, 'analyze')
    await posted(councilId, first.id, STAY_PERIOD.from)
    await released(councilId, first.id)
    const next = await aPeriod(stage.build, councilId, NEXT)
    const changes = await proposals(
      councilId,
      cases.map(({ change }) => change),
    )

    const previews: Posted[] = []
    for (const id of changes) previews.push(...(await preview(councilId, next.id, id)))
    await approved(councilId, changes)
    const lines = await posted(councilId, next.id, NEXT.startsOn)

    const differing = previews.filter(({ more }) => more !== 0n)
    expect(differing.length).toBeGreaterThan(20)
    expect(sorted(differing)).toEqual(sorted(lines.filter(({ more }) => more !== 0n)))
  }, 120_000)
})

const actorOf = (councilId: string) => councilActor(councilId, randomUUID())
const sorted = (rows: readonly Posted[]) =>
  rows.map(({ packageId, from, to, more }) => `${packageId} ${from} ${to} ${more.toString()}`).toSorted()

/** What one pricing of the period adds as adjustments. */
async function posted(councilId: string, periodId: string, startsOn: LocalDate): Promise<readonly Posted[]> {
  const runId = randomUUID()
  const endsOn = addDays(startsOn, 28) > NEXT.endsOn ? NEXT.endsOn : periodEnd(startsOn)
  return stage.work.run(actorOf(councilId), async ({ tx, now }) => {
    const period = { id: periodId, startsOn, endsOn }
    await priceLines(tx, {
      paidBy: 'schedule',
      calendar: 'main',
      period,
      since: lookBackFrom(startsOn),
      runId,
      at: now,
    })
    const { rows } = await sql<Posted>`
      select package_id as "packageId", covers_from as "from", to_on as "to", amount_pence as more
      from payments.payment_line where council_id = ${councilId} and run_id = ${runId} and kind = 'adjustment'`.execute(
      tx,
    )
    return rows
  })
}
const periodEnd = (startsOn: LocalDate): LocalDate => (startsOn === STAY_PERIOD.from ? STAY_PERIOD.until : NEXT.endsOn)

async function released(councilId: string, periodId: string): Promise<void> {
  await stage.build.insert('payments.run', {
    ...{ council_id: councilId, period_id: periodId, reference: 'first', status: 'released' },
    ...{ prepared_by: randomUUID(), prepared_name: 'A', prepared_at: '2025-04-28T09:00:00Z' },
    ...{ released_by: randomUUID(), released_name: 'B', released_at: '2025-04-28T10:00:00Z' },
  })
}

/** One proposal for each package: two at once would be posted as one difference. */
async function proposals(councilId: string, changes: readonly Change[]): Promise<readonly string[]> {
  return stage.work.run(actorOf(councilId), async ({ tx, now, accountId }) => {
    const { rows } = await sql<{ id: string }>`
      select distinct on (v.package_id) v.rate_line_id as id from care_packages.package_version v
      where v.council_id = ${councilId} order by v.package_id, v.version`.execute(tx)
    const ids: string[] = []
    for (const [index, { id: rateLineId }] of rows.entries()) {
      const change = changes[index % changes.length]
      if (change === undefined) continue
      const fromOn = addDays(STAY_PERIOD.from, change.offset)
      ids.push(
        await recordProposal(tx, {
          rateLineId,
          fromOn,
          price: change.price,
          reason: 'Late',
          by: accountId,
          name: 'A',
          at: now,
        }),
      )
    }
    return ids
  })
}

async function preview(councilId: string, periodId: string, changeId: string): Promise<readonly Posted[]> {
  return stage.db.read(actorOf(councilId).scope, async (tx) => {
    const price = await getProposedPrice(tx, changeId)
    const asked = { price, period: { id: periodId, ...NEXT }, today: localDate('2025-05-01'), at: stage.clock.now() }
    const lines = await listRepriced(tx, asked)
    return lines.map(({ packageId, coversFrom, toOn, beforePence, duePence }) => ({
      ...{ packageId, from: coversFrom, to: toOn },
      more: (duePence - beforePence) as Pence,
    }))
  })
}

async function approved(councilId: string, changes: readonly string[]): Promise<void> {
  await stage.work.run(actorOf(councilId), async ({ tx, now, today }) => {
    await lockPrices(tx)
    for (const changeId of changes) {
      await recordDecision(tx, changeId, { status: 'approved', note: '', by: randomUUID(), name: 'B', at: now })
      await applyPrices(tx, { changeId }, today)
    }
  })
}
