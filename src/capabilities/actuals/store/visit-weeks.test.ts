import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import { refused } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { recordFromVisits } from '../commands/record-from-visits.ts'
import { nothingDiffers } from '../rules/week.ts'
import { aRecordedWeek } from '../testing/recorded.ts'
import { ofFile, recordVisitWeeks, stageVisitWeeks } from './visit-weeks.ts'

let stage: Stage
let councilId: string
const causes = new Set<string>()
const none = () => Promise.resolve(new Set<string>())

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  councilId = (await aCouncil(stage.build)).id
  const [startsOn, endsOn] = ['2025-03-10', '2025-05-05']
  await aPeriod(stage.build, councilId, { startsOn, endsOn, submitBy: '2025-05-09T17:00:00Z' })
  await aPeriod(stage.build, councilId, { startsOn, endsOn, calendar: 'early', submitBy: '2025-04-01T17:00:00Z' })
  const setting = { council_id: councilId, key: 'absence.paid-weeks', valid: '[2024-01-01,)', value: '3' }
  await stage.build.insert('platform.council_setting', setting)
})
afterAll(() => stage.strike())

const rule = fc.record({
  tolerance_percent: fc.constantFrom(null, 0, 10),
  extras_allowed: fc.constantFrom(true, true, false),
  step_minutes: fc.constantFrom(1, 15, 60),
  recording: fc.constantFrom('visits', 'visits', 'weekly'),
})
const sending = fc.record({ closed: fc.boolean(), amend: fc.constantFrom(undefined, 'Logged late') })
const visit = fc.record({
  day: fc.integer({ min: 0, max: 6 }),
  paid: fc.oneof(fc.constantFrom(0, 30, 60, 480), fc.integer({ min: 1, max: 300 })),
  outcome: fc.constantFrom('delivered', 'delivered', 'extra', 'frustrated', 'frustrated', 'missed'),
  secondary: fc.boolean(),
})
const week = fc.record({
  weekStart: fc.constantFrom('2025-03-24', '2025-03-31'),
  startsOn: fc.constantFrom('2025-01-06', '2025-01-06', '2025-03-27'),
  planned: fc.constantFrom(60n, 600n, 611n, 1800n),
  visits: fc.array(visit, { maxLength: 8 }),
  standing: fc.constantFrom(undefined, 'draft' as const, 'confirm' as const, 'confirm' as const),
  awaySince: fc.constantFrom(null, '2025-03-03', '2025-03-03', '2025-03-20'),
  agreed: fc.constantFrom(true, true, true, false),
})
type Week = typeof week extends fc.Arbitrary<infer T> ? T : never

it('drafts many weeks from their visits in one statement exactly as the rules do one by one', async () => {
  const kinds = new Set<string>()
  const rules = fc.sample(rule, { numRuns: 10, seed: 2_990 })
  for (const [index, { closed, amend }] of fc.sample(sending, { numRuns: 10, seed: 2_990 }).entries()) {
    const contract = { calendar: closed ? 'early' : 'main' }
    const provider = await aProvider(stage.build, councilId, { rule: rules[index] ?? {}, contract })
    const cases = fc.sample(week, { numRuns: 15, seed: 29_900 + index })
    const made = []
    for (const each of cases) made.push({ ...each, packageId: await aCase(provider, each) })
    const alone = []
    for (const each of made) alone.push(await byTheRules(provider, each, amend))
    await together(provider, made, amend)
    for (const [at, each] of made.entries()) {
      const found = await asItStands(provider, each)
      expect(found, text(rules[index], each)).toEqual(alone[at])
      kinds.add(kindOf(found))
    }
  }
  expect([...kinds].toSorted()).toEqual(
    expect.arrayContaining([
      ...['confirmed  monitoring', 'draft  monitoring', 'held H01 monitoring', 'held H02 monitoring', 'none'],
    ]),
  )
  expect([...causes].toSorted()).toEqual(expect.arrayContaining(['R07', 'R10:cut-off', 'R21', 'R24']))
}, 120_000)

async function aCase(provider: AProvider, { startsOn, planned, agreed, ...one }: Week): Promise<string> {
  const { id } = await aPackage(stage.build, provider, {
    startsOn,
    planned: quantity(planned * 500n),
    recordableFrom: agreed ? startsOn : null,
  })
  const place = {
    council_id: councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
    package_id: id,
  }
  if (one.awaySince !== null)
    await stage.build.insert('care_packages.life_event', {
      ...place,
      ...{ kind: 'hospital', happened_on: one.awaySince, effect: '{}', told_by: provider.accountId },
      ...{ teller_name: 'Somebody', told_at: '2025-03-30T09:00:00Z' },
    })
  if (agreed && one.standing !== undefined)
    await aRecordedWeek(
      stage,
      provider,
      { packageId: id, weekStart: localDate(one.weekStart) },
      { intent: one.standing, entry: { ...nothingDiffers, visits: 3 } },
    )
  for (const [n, { day, paid, outcome, secondary }] of one.visits.entries())
    await stage.build.insert('actuals.visit', {
      ...place,
      ...{ reference: `${id}-${String(n)}`, client_ref: 'W', visited_on: addDays(localDate(one.weekStart), day) },
      ...{ claimed_at: '08:00', claimed_minutes: paid, logged_minutes: paid, paid_minutes: paid, outcome },
      ...{ secondary_visit: secondary, capture: 'app', state: 'allocated', placed_by: 'match' },
      ...{ received_at: '2025-04-02T09:00:00Z', received_name: 'Somebody' },
    })
  return id
}

type Made = Week & { readonly packageId: string }

/** Taken back again, so that the set does the same from where this began. */
async function byTheRules(provider: AProvider, { packageId, weekStart }: Made, amend: string | undefined) {
  let found: unknown
  await stage.work.run(providerActor(provider), async (work) => {
    const touched = [{ packageId, serviceId: provider.serviceId, day: localDate(weekStart) }]
    const { shut } = await recordFromVisits(work, touched, none, amend)
    found = { week: await standing(work.tx, packageId), unmoved: shut === 1 }
    return refused({ code: 'only-looked' })
  })
  return found
}

async function together(provider: AProvider, weeks: readonly Made[], amend: string | undefined): Promise<void> {
  await stage.work.run(providerActor(provider), async ({ tx, accountId: by, actor, now: at, today }) => {
    const named = weeks.map(({ packageId, weekStart }) => ({ package_id: packageId, week_start: weekStart }))
    const rows = sql`select * from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as t(package_id uuid, week_start date)`
    await stageVisitWeeks(tx, rows)
    const how = amend === undefined ? {} : { amend }
    await recordVisitWeeks(tx, { by, name: actor.name, at, today, files: ofFile(randomUUID()), ...how })
    return { ok: true, value: null }
  })
}

async function asItStands(provider: AProvider, { packageId }: Made) {
  return stage.db.read(providerActor(provider).scope, async (tx) => {
    const { rows } = await sql<{ cause: string }>`select cause from actuals.unmoved_week
      where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and package_id = ${packageId}`.execute(tx)
    for (const { cause } of rows) causes.add(cause)
    return { week: await standing(tx, packageId), unmoved: rows.length > 0 }
  })
}

async function standing(tx: Tx, packageId: string) {
  const { rows } = await sql<Stands>`
    select w.week_start, w.version, w.status, w.held_code, w.planned, w.actual, w.frustrated, w.missed, w.extra, w.visits, w.comment,
      w.source, w.actual_by_day, w.frustrated_by_day, w.visit_times, w.confirmed_at,
      (select v.held_code from actuals.week_version v where v.council_id = w.council_id and v.week_start = w.week_start
        and v.package_id = w.package_id and v.version = w.version) as kept_code
    from actuals.week w where w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.package_id = ${packageId}`.execute(
    tx,
  )
  return rows[0]
}
type Stands = {
  readonly week_start: LocalDate
  readonly status: string
  readonly held_code: string | null
  readonly source: string
}

function kindOf({ week: found }: { readonly week: Stands | undefined }): string {
  if (found === undefined) return 'none'
  return `${found.status} ${found.held_code ?? ''} ${found.source}`
}

function text(...one: readonly unknown[]): string {
  return JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}
