import { quantity } from '../../../core/money.ts'
import type { Stage } from '../../../testing/stage.ts'
import { aPackage, type APackage, type AProvider } from '../../../testing/world.ts'

type Visit = {
  readonly weekday: number
  readonly startsAt: string
  readonly minutes: number
  readonly carers?: number
}

/** Half an hour at eight every morning. */
export const mornings: readonly Visit[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
  return { weekday, startsAt: '08:00', minutes: 30 }
})

/** A package that is planned by a timetable; its provider's rule says how it is recorded. */
export async function aTimetable(
  stage: Stage,
  provider: AProvider,
  visits: readonly Visit[] = mornings,
): Promise<APackage> {
  const byDay = [1, 2, 3, 4, 5, 6, 7].map((day) =>
    visits
      .filter(({ weekday }) => weekday === day)
      .reduce((sum, { minutes, carers = 1 }) => sum + BigInt(minutes * carers) * 500n, 0n),
  )
  const planned = quantity(byDay.reduce((sum, parts) => sum + parts, 0n))
  const care = await aPackage(stage.build, provider, { planned, plannedByDay: byDay })
  for (const { weekday, startsAt, minutes, carers = 1 } of visits)
    await stage.build.insert('care_packages.timetable_entry', {
      council_id: provider.councilId,
      package_id: care.id,
      version: 1,
      provider_id: provider.id,
      service_id: provider.serviceId,
      contract_id: provider.contractId,
      weekday,
      starts_at: startsAt,
      minutes,
      carers,
    })
  return care
}
