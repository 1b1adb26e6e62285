import type { Actor } from '../../../platform/work.ts'
import { councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aMember, aPackage, aPeriod, type APackage, type AProvider } from '../../../testing/world.ts'
import { createInvoice } from '../commands/create-invoice.ts'
import { submitInvoice } from '../commands/submit-invoice.ts'
import type { Claim } from '../store/readiness.ts'

export const MARCH = { startsOn: '2025-03-03', endsOn: '2025-03-31' }
export const WEEKS = ['2025-03-03', '2025-03-10', '2025-03-17', '2025-03-24'] as const

type WeekOver = { readonly missed?: bigint; readonly status?: 'draft' | 'confirmed' | 'held' }

/** A week of 14 hours planned, as its provider recorded it. */
export async function aWeek(
  { build }: Stage,
  provider: AProvider,
  { packageId, weekStart, missed = 0n, status = 'confirmed' }: WeekOver & { packageId: string; weekStart: string },
): Promise<void> {
  const planned = 14n * 30_000n
  await build.insert('actuals.week', {
    council_id: provider.councilId,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
    week_start: weekStart,
    package_id: packageId,
    status,
    planned,
    missed,
    actual: planned - missed,
    held_code: status === 'held' ? 'H01' : null,
    source: 'screen',
    recorded_at: '2025-04-01T09:00:00Z',
    confirmed_at: status === 'draft' ? null : '2025-04-01T09:00:00Z',
  })
}

/** A person with some weeks of March recorded: all of them as planned, unless said otherwise. */
export async function aRecordedPackage(
  stage: Stage,
  provider: AProvider,
  { weeks = WEEKS, ...over }: WeekOver & { readonly weeks?: readonly string[] } = {},
): Promise<APackage> {
  const made = await aPackage(stage.build, provider)
  for (const weekStart of weeks) await aWeek(stage, provider, { packageId: made.id, weekStart, ...over })
  return made
}

/** What March can claim for the provider's one service. The period is made with the first claim of a council. */
export async function aClaim(stage: Stage, { councilId, contractId, serviceId }: AProvider): Promise<Claim> {
  const { id: periodId } = await aPeriod(stage.build, councilId, MARCH)
  return { periodId, contractId, serviceId }
}

export async function aDraft(stage: Stage, provider: AProvider, claim: Claim): Promise<string> {
  const outcome = await stage.work.run(providerActor(provider), (work) => createInvoice(work, claim))
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

export async function aSubmitted(stage: Stage, provider: AProvider, claim: Claim): Promise<string> {
  const invoiceId = await aDraft(stage, provider, claim)
  const outcome = await stage.work.run(providerActor(provider), (work) =>
    submitInvoice(work, { invoiceId, version: 2, ownNumber: '' }),
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return invoiceId
}

/** Someone on the council's staff who pays. */
export async function aPayer(stage: Stage, councilId: string, name: string): Promise<Actor> {
  const { accountId } = await aMember(stage.build, councilId, null, ['payments'])
  return councilActor(councilId, accountId, name)
}
