import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvText } from '../../../core/csv.ts'
import { localDate, type LocalDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import type { BandDay, SaidVisitPrices } from '../../../core/visit-prices.ts'
import { elapsedMinutes } from '../../../platform/clock.ts'
import { filesOf, receivedFile } from '../../../testing/files.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { receiveUpload, saveUpload } from '../../actuals/index.ts'
import { decideVisitPrices, proposeVisitPrices } from '../../contracts/index.ts'
import { explainAll, type TraceStep } from '../rules/trace.ts'
import { aDesk, type Desk } from '../testing/desk.ts'
import { asOwner } from '../testing/world.ts'

let stage: Stage
beforeAll(async () => {
  stage = await aStage('2025-11-10T09:00:00Z')
})
afterAll(() => stage.strike())

type Said = {
  readonly at: string
  readonly minutes: number
  readonly day?: LocalDate
  readonly clientRef?: string
  readonly plannedAt?: string
  readonly plannedMinutes?: number
  readonly secondary?: boolean
  readonly outcome?: 'delivered' | 'frustrated' | 'missed'
}
type Place = { readonly desk: Desk; readonly provider: AProvider; readonly care: APackage }

/** A company whose visits are paid at £24 an hour, unless the rule or the price book says otherwise, with one person. */
async function aPlace({ rule = {}, price = '24' }: { rule?: object; price?: string } = {}): Promise<Place> {
  const desk = await aDesk(stage)
  const provider = await aProvider(stage.build, desk.council.id, {
    rule: {
      paid_by: 'schedule',
      recording: 'visits',
      visit_capped: false,
      visit_rounding: 'none',
      claim_limit_weeks: 100,
      ...rule,
    },
    rates: [{ from: '2024-01-01', price: pounds(price) }],
  })
  return { desk, provider, care: await aPackage(stage.build, provider, { planned: quantity(30_000n) }) }
}

const price = (text: string) => Number(pounds(text))
const band = (days: readonly BandDay[], from: number, until: number, text: string) => {
  return { days, from: from * 60, until: until * 60, price: price(text) }
}
const someFixed = (prices: Readonly<Record<number, string>>) =>
  Object.entries(prices).map(([minutes, text]) => ({ minutes: Number(minutes), price: price(text) }))
const nothing: SaidVisitPrices = { split: true, fixed: [], bands: [] }
const everyDay = ['weekday', 'weekend'] as const

/** Said by one person of the council and approved by another. */
async function agreePrices({ desk, provider }: Place, prices: SaidVisitPrices, from = '2025-01-01'): Promise<void> {
  const said = await desk.act(desk.preparer, (work) =>
    proposeVisitPrices(work, { rateLineId: provider.rateLineId, fromOn: localDate(from), prices, reason: 'Agreed' }),
  )
  if (!said.ok) throw new Error(said.refusal.code)
  const decision = { kind: 'approve', note: '' } as const
  const decided = await desk.act(desk.approver, (work) =>
    decideVisitPrices(work, { changeId: said.value, shownVersion: 1, decision }),
  )
  expect(decided).toMatchObject({ value: 'approved' })
}

const HEADING = [
  ...['visit_ref', 'client_ref', 'visit_date', 'planned_start', 'planned_minutes', 'claimed_start', 'claimed_minutes'],
  ...['actual_start', 'actual_minutes', 'carer_ref', 'secondary_visit', 'status'],
]

function logged(care: APackage, { at, minutes, ...said }: Said, place: number): readonly string[] {
  const { clientRef = `W-${care.personId.slice(0, 8)}`, day = '2025-03-03', plannedAt = '', plannedMinutes = '' } = said
  return [
    ...[
      `V${String(place)}`,
      clientRef,
      day,
      plannedAt,
      String(plannedMinutes),
      at,
      String(minutes),
      at,
      String(minutes),
    ],
    ...[`C${String(place)}`, String(said.secondary ?? false), said.outcome ?? 'delivered'],
  ]
}

/** As a file of call monitoring, each with a name of its own. */
async function receive({ provider, care }: Place, visits: readonly Said[]) {
  const name = `${care.reference}.csv`
  const text = csvText([HEADING, ...visits.map((visit, place) => logged(care, visit, place))])
  const file = await receivedFile(filesOf(stage), name, Buffer.from(text))
  const actor = providerActor(provider)
  const received = await stage.work.run(actor, (work) =>
    receiveUpload(work, { file, checkOnly: false, mapId: null, source: 'api' }),
  )
  if (!received.ok) throw new Error('a file is always received')
  const { uploadId } = received.value
  const { rows_refused, row_version: version } = await stage.db.read(actor.scope, (tx) =>
    tx
      .selectFrom('actuals.upload')
      .select(['rows_refused', 'row_version'])
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow(),
  )
  expect(rows_refused).toBe(0)
  const saved = await stage.work.run(actor, (work) =>
    saveUpload(work, { uploadId, version, confirmed: [], reason: '' }),
  )
  if (!saved.ok) throw new Error(saved.refusal.code)
}

/** What the run of the four weeks pays, line by line, with its trace in words. */
async function paid(place: Place, visits: readonly Said[], periodFrom = '2025-03-03') {
  await receive(place, visits)
  await asOwner(
    stage,
    `update actuals.week set status = 'confirmed', confirmed_at = recorded_at, confirmed_by = recorded_by where council_id = '${place.desk.council.id}'`,
  )
  const ends = new Date(`${periodFrom}T00:00:00Z`)
  ends.setUTCDate(ends.getUTCDate() + 28)
  const runId = await place.desk.prepared({ startsOn: periodFrom, endsOn: ends.toISOString().slice(0, 10) })
  const lines = await place.desk.linesOf(runId)
  return {
    runId,
    pence: lines.map((line) => line.amount_pence),
    parts: lines.map((line) => line.quantity),
    words: lines.flatMap((line) => explainAll(line.trace as unknown as readonly TraceStep[])),
  }
}
const minutes = (count: number) => BigInt(count) * 500n

describe('a payment of visits', () => {
  it.each([
    [22, 15],
    [23, 30],
    [37, 30],
    [38, 45],
    [52, 45],
    [53, 60],
    [67, 60],
    [68, 75],
    [112, 105],
    [7, 0],
    [8, 15],
  ])('X20 pays %i logged minutes as %i', async (length, rounded) => {
    const place = await aPlace({ rule: { visit_rounding: 'nearest', visit_minutes: 15 } })
    const { parts, pence } = await paid(place, [{ at: '09:00', minutes: length }])
    expect([parts, pence]).toEqual([[minutes(rounded)], [BigInt(rounded * 40)]])
  })

  it('X21 uses one fixed price and pays the rest by the minute: they never stack', async () => {
    const fixed = someFixed({ 30: '16', 45: '20' })
    const one = await aPlace()
    await agreePrices(one, { ...nothing, fixed })
    const { pence, words } = await paid(one, [{ at: '09:00', minutes: 50 }])
    expect(pence).toEqual([2_200n])
    expect(words).toContain(
      '3 March 2025 at 09:00: 50 minutes: the fixed £20.00 for 45 minutes and 5 minutes at £24.00 an hour is £22.00, rounded once',
    )
    const hour = await aPlace()
    await agreePrices(hour, { ...nothing, fixed })
    expect((await paid(hour, [{ at: '09:00', minutes: 60 }])).pence).toEqual([2_600n])
    const own = await aPlace()
    await agreePrices(own, { ...nothing, fixed: [...fixed, ...someFixed({ 60: '23.50' })] })
    expect((await paid(own, [{ at: '09:00', minutes: 60 }])).pence).toEqual([2_350n])
  })

  it.each([
    [true, 1_250n, '30 minutes at £10.00 an hour (Monday to Friday, 00:00 to 18:00) and 30 minutes at £15.00 an hour'],
    [false, 1_000n, '60 minutes at £10.00 an hour (Monday to Friday, 00:00 to 18:00) is £10.00'],
  ])('X22 pays a visit over the edge of a band by its parts (%s) or by its start', async (split, due, words) => {
    const place = await aPlace()
    await agreePrices(place, { ...nothing, split, bands: [band(everyDay, 0, 18, '10'), band(everyDay, 18, 24, '15')] })
    const run = await paid(place, [{ at: '17:30', minutes: 60 }])
    expect(run.pence).toEqual([due])
    expect(run.words.join('\n')).toContain(words)
  })

  it('X23 pays half an hour of the weekend and half an hour of the bank holiday after its midnight', async () => {
    const place = await aPlace()
    const bands = [
      band(['weekday', 'mon'], 0, 24, '20'),
      band(['weekend'], 0, 24, '26'),
      band(['bank-holiday'], 0, 24, '48'),
    ]
    await agreePrices(place, { ...nothing, bands })
    const night = { day: localDate('2025-05-25'), at: '23:30', minutes: 60 }
    const { pence, words } = await paid(place, [night], '2025-05-12')
    expect(pence).toEqual([3_700n])
    expect(words).toContain(
      '25 May 2025 at 23:30: 60 minutes: 30 minutes at £26.00 an hour (weekend) and 30 minutes at £48.00 an hour (bank holiday) is £37.00, rounded once',
    )
  })

  it.each([
    ['special-day', 6_000n],
    ['bank-holiday', 4_800n],
    ['ordinary-day', 2_800n],
  ])('X23 pays what the council’s calendar says a day is: %s', async (kind, due) => {
    const place = await aPlace()
    const bands = [
      band(['weekend'], 0, 24, '26'),
      band(['sun'], 0, 24, '28'),
      band(['bank-holiday'], 0, 24, '48'),
      band(['special-day'], 0, 24, '60'),
    ]
    await agreePrices(place, { ...nothing, bands })
    await stage.build.insert('contracts.calendar_day', {
      ...{ council_id: place.desk.council.id, day: '2025-03-09', kind, name: 'Town day', proposer_name: 'Ann' },
      ...{ proposed_at: '2025-01-01', approver_name: 'Ben', approved_at: '2025-01-01' },
    })
    expect((await paid(place, [{ day: localDate('2025-03-09'), at: '09:00', minutes: 60 }])).pence).toEqual([due])
  })

  it('X24 rounds each carer of a double-handed visit, and pays the one who came', async () => {
    const rule = { visit_rounding: 'nearest', visit_minutes: 15 }
    const both = await paid(await aPlace({ rule }), [
      { at: '09:00', minutes: 32 },
      { at: '09:00', minutes: 24, secondary: true },
    ])
    expect([both.parts, both.pence]).toEqual([[minutes(60)], [2_400n]])
    const place = await aPlace({ rule })
    const one = await paid(place, [
      { at: '09:00', minutes: 30 },
      { at: '09:00', minutes: 0, plannedMinutes: 30, secondary: true, outcome: 'missed' },
    ])
    expect([one.parts, one.pence]).toEqual([[minutes(30)], [1_200n]])
    const [week] = await place.desk.query<{ missed: bigint }>(
      sql`select missed from published.week where council_id = ${place.desk.council.id}`,
    )
    expect(week?.missed).toBe(minutes(30))
  })

  it.each([
    ['2025-03-29', 7, '2025-03-03'],
    ['2025-10-25', 9, '2025-09-29'],
  ])('X25 pays the hours that passed in the night from %s on: %i', async (day, hours, period) => {
    const [date, next] = [localDate(day), localDate(day === '2025-03-29' ? '2025-03-30' : '2025-10-26')]
    const length = elapsedMinutes({ date, time: '23:00' }, { date: next, time: '07:00' })
    const { pence } = await paid(await aPlace(), [{ day: date, at: '23:00', minutes: length }], period)
    expect(pence).toEqual([BigInt(hours) * 2_400n])
  })

  it('X26 pays no more than was planned where the contract caps, and by the fixed price of that length', async () => {
    const place = await aPlace({ rule: { visit_capped: true, visit_rounding: 'nearest', visit_minutes: 15 } })
    await agreePrices(place, { ...nothing, fixed: someFixed({ 30: '16', 45: '20' }) })
    const { parts, pence } = await paid(place, [{ at: '09:00', minutes: 41, plannedAt: '09:00', plannedMinutes: 30 }])
    expect([parts, pence]).toEqual([[minutes(30)], [1_600n]])
    const [visit] = await place.desk.query<{ unpaid: number }>(
      sql`select logged_minutes - paid_minutes as unpaid from actuals.visit where council_id = ${place.desk.council.id}`,
    )
    expect(visit?.unpaid).toBe(11)
  })

  it('X27 pays nothing for a visit that nobody has placed', async () => {
    const place = await aPlace()
    const unknown = { at: '11:00', minutes: 60, clientRef: 'NOBODY' }
    const late = { at: '09:00', minutes: 60, day: localDate('2024-12-30') }
    const { pence } = await paid(place, [{ at: '09:00', minutes: 60 }, unknown, late])
    expect(pence).toEqual([2_400n])
    const waiting = await place.desk.query<{ why: string }>(
      sql`select why from actuals.visit where council_id = ${place.desk.council.id} and state = 'unallocated' order by reference`,
    )
    expect(waiting).toEqual([{ why: 'no-package' }, { why: 'no-package' }])
  })

  it('pays a frustrated visit by the price of its time, in the share that the contract pays', async () => {
    const place = await aPlace({ rule: { frustrated_percent: 50 } })
    await agreePrices(place, { ...nothing, bands: [band(everyDay, 18, 24, '30')] })
    const { pence, words } = await paid(place, [
      { at: '19:00', minutes: 60, plannedMinutes: 60, outcome: 'frustrated' },
      { at: '09:00', minutes: 30 },
    ])
    expect(pence).toEqual([1_500n + 1_200n])
    expect(words.join('\n')).toContain('frustrated, 50% is paid, 60 minutes')
  })

  it('goes by the hour again from the day on which the prices end', async () => {
    const place = await aPlace()
    await agreePrices(place, { ...nothing, bands: [band(everyDay, 0, 24, '60')] })
    const said = await place.desk.act(place.desk.preparer, (work) =>
      proposeVisitPrices(work, {
        rateLineId: place.provider.rateLineId,
        fromOn: localDate('2025-03-05'),
        prices: null,
        reason: 'Over',
      }),
    )
    if (!said.ok) throw new Error(said.refusal.code)
    const decision = { kind: 'approve', note: '' } as const
    await place.desk.act(place.desk.approver, (work) =>
      decideVisitPrices(work, { changeId: said.value, shownVersion: 1, decision }),
    )
    const tuesday = { day: localDate('2025-03-04'), at: '09:00', minutes: 60 }
    const { pence, words } = await paid(place, [tuesday, { ...tuesday, day: localDate('2025-03-05') }])
    expect(pence).toEqual([6_000n + 2_400n])
    expect(words).toContain('5 March 2025 at 09:00: 60 minutes: 60 minutes at £24.00 an hour is £24.00, rounded once')
  })

  it('puts right what was paid when prices of visits look back', async () => {
    const place = await aPlace()
    const { pence, runId } = await paid(place, [{ at: '19:00', minutes: 60 }])
    expect(pence).toEqual([2_400n])
    await place.desk.released(runId)
    await agreePrices(place, { ...nothing, bands: [band(everyDay, 18, 24, '30')] }, '2025-03-03')
    const next = await place.desk.prepared({ startsOn: '2025-03-31', endsOn: '2025-04-28' })
    expect(await place.desk.amounts(next)).toEqual([600n])
  })
})
