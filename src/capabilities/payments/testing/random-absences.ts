import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { NightsTier } from '../../../core/absence-tiers.ts'
import { addDays, localDate } from '../../../core/dates.ts'
import type { DayRange } from '../../../core/periods.ts'
import type { AProvider, Builder } from '../../../testing/world.ts'

/** Of the period in which stays are priced. */
const FIRST = localDate('2025-03-31')
const STILL_AWAY = localDate('9999-12-31')

/** None, one that ended, or one that lasts still, under a contract with some tiers or none. */
export const someAbsence = fc.record({
  away: fc.option(
    fc
      .tuple(fc.integer({ min: -30, max: 27 }), fc.option(fc.integer({ min: 1, max: 50 }), { freq: 4 }))
      .map(([offset, nights]) => {
        const from = addDays(FIRST, offset)
        return { from, until: nights === null ? STILL_AWAY : addDays(from, nights) }
      }),
    { freq: 2 },
  ),
  tiers: fc.constantFrom<readonly NightsTier[]>(
    [],
    [
      { upTo: 14, percent: 100 },
      { upTo: 28, percent: 80 },
      { upTo: 56, percent: 25 },
    ],
    [
      { upTo: 3, percent: 33 },
      { upTo: null, percent: 0 },
    ],
    [{ upTo: null, percent: 47 }],
  ),
})

/** Told twice, first without the day of coming back, and noted both times: the later telling counts. */
export async function insertAbsence(
  build: Builder,
  place: Readonly<Record<string, string>>,
  { from, until }: DayRange,
): Promise<void> {
  const known = until === STILL_AWAY ? null : until
  for (const [told_at, back_on] of [
    ['2025-04-01T09:00:00Z', null],
    ['2025-04-20T09:00:00Z', known],
  ] as const)
    await build.insert('care_packages.life_event', {
      ...place,
      ...{
        kind: 'hospital',
        happened_on: from,
        back_on,
        effect: '{}',
        told_by: randomUUID(),
        teller_name: 'A',
        told_at,
      },
      ...{ status: 'done', outcome: 'noted', done_by: randomUUID(), doer_name: 'B', done_at: told_at },
    })
}

type End = {
  readonly home: AProvider
  readonly packageId: string
  readonly kind: 'death' | 'moved'
  readonly on: string
}

/** A death, or that somebody left, as a provider told it: it waits for the council. */
export async function insertEnd(build: Builder, { home, packageId, kind, on }: End): Promise<string> {
  const id = randomUUID()
  await build.insert('care_packages.life_event', {
    ...{ council_id: home.councilId, provider_id: home.id, service_id: home.serviceId, contract_id: home.contractId },
    ...{ id, package_id: packageId, kind, happened_on: on, effect: '{}' },
    ...{ told_by: randomUUID(), teller_name: 'A', told_at: `${on}T09:00:00Z` },
  })
  return id
}
