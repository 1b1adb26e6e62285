import type { LocalDate } from '../../../core/dates.ts'
import { providerActor, type Stage } from '../../../testing/stage.ts'
import type { AProvider } from '../../../testing/world.ts'
import { recordWeek } from '../commands/record-week.ts'
import type { Entry } from '../rules/week.ts'
import { anEntry } from './rules.ts'

type Said = { readonly intent?: 'draft' | 'confirm'; readonly basedOn?: number; readonly entry?: Entry }

/** One package's week as the provider recorded it, through the product's own command. */
export async function aRecordedWeek(
  stage: Stage,
  provider: AProvider,
  week: { readonly packageId: string; readonly weekStart: LocalDate },
  { intent = 'confirm', basedOn = 0, entry = anEntry() }: Said = {},
): Promise<void> {
  const { packageId, weekStart } = week
  const outcome = await stage.work.run(providerActor(provider), (work) =>
    recordWeek(
      work,
      { serviceId: provider.serviceId, weekStart, entries: [{ packageId, basedOn, entry, intent }] },
      () => Promise.resolve(new Set()),
    ),
  )
  if (!outcome.ok) throw new Error(`not recorded: ${outcome.refusal.faults.map(({ fault }) => fault.code).join(', ')}`)
}
