import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { pence, rate } from '../../../core/money.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aMember, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { proposePayer, settleLifeEvent } from '../../care-packages/index.ts'
import { decidePayer } from '../../care-packages/commands/change-payers.ts'
import { decideVisitPrices } from '../../contracts/index.ts'
import { recordVisitProposal } from '../../contracts/store/visit-prices.ts'
import { aDesk, APRIL, MARCH, MAY, type Desk, type Line } from '../testing/desk.ts'
import { aPayer } from '../testing/payers.ts'
import { insertEnd } from '../testing/random-absences.ts'
import { insertCalendar, insertVisitWeek, someVisitWeek } from '../testing/random-visits.ts'
import { asOwner } from '../testing/world.ts'
import {
  getProposedEnd,
  getProposedVisitPrices,
  listRecordedAfter,
  previewCare,
  previewVisitPrices,
} from './preview-change.ts'
import type { RepricedLine } from './preview-price.ts'

let stage: Stage
let desk: Desk

beforeAll(async () => {
  stage = await aStage('2025-06-10T09:00:00Z')
})
beforeEach(async () => {
  desk = await aDesk(stage)
})
afterAll(() => stage.strike())

const aHome = (rule: Readonly<Record<string, unknown>> = {}) =>
  aProvider(stage.build, desk.council.id, {
    ...{ sector: 'nursing', unit: 'week', rates: [{ from: '2019-04-01', price: rate(8_260_000n) }] },
    rule: {
      paid_by: 'schedule',
      recording: 'none',
      valid: '[2019-01-01,)',
      payer_terms: 'net',
      death_days: 2,
      ...rule,
    },
  })
const read = <T>(use: Parameters<typeof stage.db.read<T>>[1]) => stage.db.read(desk.preparer.scope, use)
const previewed = (lines: readonly RepricedLine[]) =>
  lines
    .filter(({ beforePence, duePence }) => beforePence !== duePence)
    .map((line) => [line.packageId, line.coversFrom, line.toOn, line.duePence - line.beforePence].join(' '))
    .toSorted()
const posted = (lines: readonly Line[]) =>
  lines
    .filter(({ revision, amount_pence: amount }) => revision > 0 && amount !== 0n)
    .map((line) => [line.package_id, line.covers_from, line.to_on, line.amount_pence].join(' '))
    .toSorted()

async function aResident(home: AProvider) {
  const care = await aPackage(stage.build, home, { unit: 'week', startsOn: '2025-03-05' })
  await aPayer(stage.build, home, care, { payer: 'contribution', weekly: 16_015n })
  return care
}

describe('the preview of an end', () => {
  it('is, line for line, what the next payment takes back once the care is ended', async () => {
    const [home, gross] = [await aHome(), await aHome({ payer_terms: 'gross', death_days: 0 })]
    const care = await aResident(home)
    const beside = await aPackage(stage.build, gross, { unit: 'week', startsOn: '2025-03-05' })
    const others = [await aResident(home), await aResident(gross)]
    await asOwner(
      stage,
      `update care_packages.package set person_id = '${care.personId}' where id = '${beside.id}';
       insert into service_users.served_person (council_id, provider_id, service_id, contract_id, person_id, reference, given_name, family_name)
       select council_id, '${gross.id}', '${gross.serviceId}', '${gross.contractId}', person_id, reference, given_name, family_name
       from service_users.served_person where person_id = '${care.personId}'`,
    )
    await desk.released(await desk.prepared(MARCH))
    await aPeriod(stage.build, desk.council.id, APRIL)
    const id = await insertEnd(stage.build, { home, packageId: care.id, kind: 'death', on: '2025-03-19' })

    const end = await read((tx) => getProposedEnd(tx, id))
    const preview = await read((tx) => previewCare(tx, { end }, stage.clock.now()))
    expect(preview.hasPeriod).toBe(true)
    const lines = previewed(preview.lines)
    // Nights of both homes, and the contribution of the one that is paid net.
    expect(lines).toHaveLength(3)
    const settled = await desk.act(desk.preparer, (work) =>
      settleLifeEvent(
        work,
        { id, rowVersion: 1, outcome: 'ended' },
        { lock: () => Promise.resolve(), withdraw: () => Promise.resolve(0) },
      ),
    )
    expect(settled).toMatchObject({ ok: true })
    await expect(read((tx) => getProposedEnd(tx, id))).rejects.toThrow('not found')
    expect(posted(await linesOfNext(APRIL))).toEqual(lines)
    expect(others).toHaveLength(2)
  })

  it('names the weeks that were recorded after it, which stay as they were recorded', async () => {
    const provider = await aProvider(stage.build, desk.council.id, { rule: { paid_by: 'schedule' } })
    const care = await aPackage(stage.build, provider, { startsOn: '2024-12-30' })
    for (const weekStart of ['2025-03-03', '2025-03-17'])
      await stage.build.insert('actuals.week', {
        ...{ council_id: provider.councilId, provider_id: provider.id, service_id: provider.serviceId },
        ...{ contract_id: provider.contractId, package_id: care.id, week_start: weekStart, status: 'confirmed' },
        ...{ planned: 420_000n, actual: 420_000n, frustrated: 0n, missed: 0n, extra: 0n, source: 'screen' },
        ...{ recorded_at: '2025-04-01T09:00:00Z', confirmed_at: '2025-04-01T09:00:00Z' },
      })
    await desk.released(await desk.prepared(MARCH))
    const end = { personId: care.personId, packageId: care.id, lastDay: localDate('2025-03-10'), why: null }
    const after = await read((tx) => listRecordedAfter(tx, end))
    expect(after).toMatchObject([{ weekStart: '2025-03-17', reference: care.reference, paidPence: 29_400n }])
  })
})

describe('the preview of who pays', () => {
  it('is, line for line, what the next payment posts once the share is approved', async () => {
    const home = await aHome()
    const care = await aResident(home)
    await aResident(home)
    await desk.released(await desk.prepared(MARCH))
    await aPeriod(stage.build, desk.council.id, APRIL)
    const change = {
      payer: 'contribution',
      fromOn: localDate('2025-03-17'),
      weekly: pence(20_000n),
      reason: 'Late',
    } as const
    const said = await desk.act(desk.preparer, (work) => proposePayer(work, { ...change, packageId: care.id }))
    const payerChangeId = said.ok ? said.value : ''
    const lines = previewed((await read((tx) => previewCare(tx, { payerChangeId }, stage.clock.now()))).lines)
    expect(lines).toHaveLength(1)
    const decision = { kind: 'approve', note: '' } as const
    await desk.act(desk.approver, (work) => decidePayer(work, { changeId: payerChangeId, shownVersion: 1, decision }))
    expect(posted(await linesOfNext(APRIL))).toEqual(lines)
  })
})

describe('the preview of prices of visits', () => {
  it('is, line for line, what the next payment posts once they are approved', async () => {
    const councilId = desk.council.id
    await insertCalendar(stage.build, councilId)
    const packageIds: string[] = []
    for (const one of fc.sample(someVisitWeek, { numRuns: 80, seed: 20_261_123 }))
      packageIds.push(await insertVisitWeek(stage.build, councilId, one))
    await asOwner(
      stage,
      `insert into service_users.served_person (council_id, provider_id, service_id, contract_id, person_id, reference, given_name, family_name)
       select p.council_id, p.provider_id, p.service_id, p.contract_id, w.id, w.reference, w.given_name, w.family_name
       from care_packages.package p join service_users.person w on w.council_id = p.council_id and w.id = p.person_id
       where p.council_id = '${councilId}'; analyze`,
    )
    await desk.released(await desk.prepared(APRIL))
    const next = await aPeriod(stage.build, councilId, MAY)
    const ids = await proposals(councilId, packageIds)

    const today = localDate('2025-06-10')
    const lines: RepricedLine[] = []
    for (const id of ids) {
      const change = await read((tx) => getProposedVisitPrices(tx, id))
      const found = await read((tx) => previewVisitPrices(tx, change, { today, at: stage.clock.now() }))
      lines.push(...found.lines)
    }
    const decision = { kind: 'approve', note: '' } as const
    for (const changeId of ids)
      await desk.act(desk.approver, (work) => decideVisitPrices(work, { changeId, shownVersion: 1, decision }))
    const differing = previewed(lines)
    expect(differing.length).toBeGreaterThan(10)
    expect(posted(await linesOfNext(MAY))).toEqual(differing)
    expect(next.id).not.toBe('')
  }, 120_000)
})

/** One proposal for a line of each package, on days about the weeks; some end what holds. */
async function proposals(councilId: string, packageIds: readonly string[]): Promise<readonly string[]> {
  const { accountId } = await aMember(stage.build, councilId, null, ['procurement'])
  return stage.work.run(councilActor(councilId, accountId), async ({ tx, now }) => {
    const { rows } = await sql<{ id: string }>`
      select v.rate_line_id as id from care_packages.package_version v
      where v.council_id = ${councilId} and v.version = 1
      order by array_position(${[...packageIds]}::uuid[], v.package_id)`.execute(tx)
    const ids: string[] = []
    for (const [index, { id: rateLineId }] of rows.entries()) {
      const fromOn = addDays(localDate('2025-04-10'), index % 14)
      const said = { split: index % 2 === 0, fixed: [{ minutes: 30, price: 170_000 + index }], bands: [] }
      const prices = index % 7 === 0 ? null : said
      const by = { reason: 'Late', by: randomUUID(), name: 'A', at: now }
      ids.push(await recordVisitProposal(tx, { rateLineId, fromOn, prices, ...by }))
    }
    return ids
  })
}

/** What the run of a period that is there already posts. */
async function linesOfNext(period: typeof MARCH): Promise<readonly Line[]> {
  await asOwner(
    stage,
    `delete from payments.period where council_id = '${desk.council.id}' and starts_on = '${period.startsOn}'`,
  )
  return desk.linesOf(await desk.prepared(period))
}
