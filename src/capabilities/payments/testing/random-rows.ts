import { randomUUID } from 'node:crypto'
import { aProvider, type Builder } from '../../../testing/world.ts'
import { insertAbsence } from './random-absences.ts'
import { EVER, recordedByDay, type Package, type StayCase, type Version, type WeekCase } from './random-cases.ts'

export async function insertWeek(build: Builder, councilId: string, one: WeekCase): Promise<string> {
  const rule = {
    payment_terms: one.terms,
    frustrated_percent: one.frustratedPercent,
    tolerance_percent: one.tolerance === null ? null : one.tolerance / 100,
  }
  const { packageId, place } = await insertPackage(build, councilId, one, { rule, unit: one.unit })
  const { planned, frustrated, missed, extra } = one
  const days = recordedByDay(one)
  await build.insert('actuals.week', {
    ...place,
    week_start: one.weekStart,
    package_id: packageId,
    status: 'confirmed',
    ...{ planned, frustrated, missed, extra },
    actual: planned - frustrated - missed + extra,
    actual_by_day: days?.map(({ actual }) => String(actual)) ?? null,
    frustrated_by_day: days?.map(({ frustrated: part }) => String(part)) ?? null,
    source: 'screen',
    recorded_at: '2025-04-20T09:00:00Z',
    confirmed_at: '2025-04-20T09:00:00Z',
  })
  return packageId
}

export async function insertStay(build: Builder, councilId: string, one: StayCase): Promise<string> {
  const rule = {
    ...{ recording: 'none', day_rule: one.dayRule, absence_tiers: JSON.stringify(one.tiers) },
    ...{ death_days: one.after.deathDays, notice_days: one.after.noticeDays },
  }
  const { packageId, place } = await insertPackage(build, councilId, one, { rule, unit: 'week' })
  if (one.away !== null) await insertAbsence(build, { ...place, package_id: packageId }, one.away)
  return packageId
}

type Terms = { readonly rule: Readonly<Record<string, unknown>>; readonly unit: string }
export async function insertPackage(build: Builder, councilId: string, one: Package, { rule, unit }: Terms) {
  const provider = await aProvider(build, councilId, { rule: { paid_by: 'schedule', ...rule }, unit, rates: [] })
  const [packageId, personId] = [randomUUID(), randomUUID()]
  const place = {
    council_id: councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
  }
  await build.insert('service_users.person', {
    council_id: councilId,
    id: personId,
    reference: personId.slice(0, 13),
    given_name: 'Test',
    family_name: 'Person',
  })
  await build.insert('care_packages.package', {
    ...place,
    id: packageId,
    person_id: personId,
    reference: packageId.slice(0, 13),
    service_level: 'Standard',
    unit,
    status: 'active',
    starts_on: one.startsOn,
    ends_on: one.endsOn,
    end_reason: 'endReason' in one ? one.endReason : null,
    recordable_from: one.startsOn,
  })
  for (const [index, version] of one.versions.entries())
    await insertVersion(build, place, { packageId, unit, number: index + 1, version })
  return { packageId, place }
}

type Place = Readonly<Record<'council_id' | 'provider_id' | 'service_id' | 'contract_id', string>>
type Numbered = {
  readonly packageId: string
  readonly unit: string
  readonly number: number
  readonly version: Version
}
async function insertVersion(
  build: Builder,
  place: Place,
  { packageId, unit, number, version }: Numbered,
): Promise<void> {
  const rateLineId = randomUUID()
  const own = { council_id: place.council_id, provider_id: place.provider_id, contract_id: place.contract_id }
  await build.insert('contracts.rate_line', {
    ...own,
    id: rateLineId,
    reference: rateLineId.slice(0, 13),
    service_level: 'Standard',
    unit,
  })
  for (const { from, until, price } of version.prices)
    if (until === null || from < until)
      await build.insert('contracts.rate', {
        ...own,
        rate_line_id: rateLineId,
        valid: `[${from},${until ?? ''})`,
        price,
      })
  await insertTables(build, { ...own, rate_line_id: rateLineId }, version)
  await build.insert('care_packages.package_version', {
    ...place,
    package_id: packageId,
    version: number,
    valid: `[${version.days.from},${version.days.until === EVER ? '' : version.days.until})`,
    planned: 0n,
    planned_by_day: version.byDay?.map(String) ?? null,
    rate_line_id: rateLineId,
    cause: 'new',
  })
}

async function insertTables(
  build: Builder,
  line: Readonly<Record<string, string>>,
  { tables = [] }: Version,
): Promise<void> {
  for (const { from, until, split, fixed, bands } of tables)
    await build.insert('contracts.visit_price', {
      ...line,
      valid: `[${from},${until === EVER ? '' : until})`,
      split,
      fixed: JSON.stringify(fixed),
      bands: JSON.stringify(bands),
    })
}
