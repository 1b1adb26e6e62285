import { Client } from 'pg'
import { PARTS_PER_UNIT, quantity, type Quantity } from '../../../core/money.ts'
import type { Stage } from '../../../testing/stage.ts'
import { councilActor } from '../../../testing/stage.ts'
import { aMember, aPackage, type ACouncil, type AProvider, type Builder } from '../../../testing/world.ts'
import type { Actor } from '../../../platform/work.ts'

type WeekOver = {
  readonly planned?: Quantity
  readonly frustrated?: Quantity
  readonly missed?: Quantity
  readonly extra?: Quantity
  readonly status?: 'confirmed' | 'draft' | 'held'
  readonly version?: number
}

/** A week of care as its provider confirmed it: as planned, unless said otherwise. */
export async function aConfirmedWeek(
  build: Builder,
  provider: AProvider,
  { packageId, weekStart, ...over }: WeekOver & { readonly packageId: string; readonly weekStart: string },
): Promise<void> {
  const status = over.status ?? 'confirmed'
  const planned = over.planned ?? hours(14n)
  const { frustrated = hours(0n), missed = hours(0n), extra = hours(0n) } = over
  await build.insert('actuals.week', {
    council_id: provider.councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
    week_start: weekStart,
    package_id: packageId,
    version: over.version ?? 1,
    status,
    ...{ planned, frustrated, missed, extra },
    actual: planned - frustrated - missed + extra,
    held_code: status === 'held' ? 'H01' : null,
    source: 'screen',
    recorded_at: '2025-04-20T09:00:00Z',
    confirmed_at: status === 'draft' ? null : '2025-04-20T09:00:00Z',
  })
}

/** A package with confirmed weeks from one day on. */
export async function aPackageWithWeeks(
  build: Builder,
  provider: AProvider,
  { weeks, ...over }: WeekOver & { readonly weeks: readonly string[] },
) {
  const made = await aPackage(build, provider, { startsOn: '2024-12-30' })
  for (const weekStart of weeks) await aConfirmedWeek(build, provider, { packageId: made.id, weekStart, ...over })
  return made
}

/** Two people on the council's staff: the one who prepares, and the one who releases. */
export async function twoStaff(stage: Stage, council: ACouncil): Promise<{ preparer: Actor; approver: Actor }> {
  const [first, second] = [
    await aMember(stage.build, council.id, null, ['payments']),
    await aMember(stage.build, council.id, null, ['payments-approver']),
  ]
  return {
    preparer: councilActor(council.id, first.accountId, 'Priya Prepares'),
    approver: councilActor(council.id, second.accountId, 'Alan Approves'),
  }
}

/** A change that another capability would make to its own rows. */
export async function asOwner(stage: Stage, statement: string): Promise<void> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function hours(count: bigint): Quantity {
  return quantity(count * PARTS_PER_UNIT)
}
