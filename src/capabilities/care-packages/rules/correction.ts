import { latest, type LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Package, PackageVersion } from './package.ts'
import { planOf, stretchesOf } from './plan.ts'
import type { VersionChange } from './variation.ts'

/** What of the plan that a package is at was wrong. Null: it was right, and stays. */
export type Correction = { readonly planned: Quantity | null; readonly rateLineId: string | null }

/** A correction holds from the first day of the plan that it puts right, and for as long as that one did. */
export function correctedFrom(care: Package): LocalDate {
  return latest(planOf(care).from, care.startsOn)
}

/** One change for each version that says the wrong plan: after a change for a time it was taken up again. */
export function correctVersions(care: Package, { planned, rateLineId }: Correction): readonly VersionChange[] {
  const samePlan = planned === null
  const newest = Math.max(...care.versions.map(({ version }) => version))
  return stretchesOf(care).map((wrong, index) => {
    const from = latest(wrong.from, care.startsOn)
    return {
      cause: 'correction',
      closed: { version: wrong.version, from: wrong.from, until: from },
      added: [
        {
          version: newest + 1 + index,
          from,
          until: wrong.until,
          planned: planned ?? wrong.planned,
          plannedByDay: samePlan ? wrong.plannedByDay : null,
          rateLineId: rateLineId ?? wrong.rateLineId,
          temporary: wrong.temporary,
          resumes: samePlan ? wrong.version : null,
        },
      ],
    }
  })
}

/** Stands for a line of the price book that is not made yet. */
export const OWN_LINE = '00000000-0000-0000-0000-000000000000'

/** The package as it would be once it is corrected, for whoever decides: nothing of it is written. */
export function correctedPackage(
  care: Package,
  { planned, price }: { readonly planned: Quantity | null; readonly price: Rate | null },
): Package {
  const rateLineId = price === null ? null : OWN_LINE
  const changes = correctVersions(care, { planned, rateLineId })
  const added = changes.flatMap((change) => change.added)
  const closed = changes.map((change) => change.closed.version)
  const resumed = added.flatMap(({ version, resumes }) =>
    care.timetable.filter((visit) => visit.version === resumes).map((visit) => ({ ...visit, version })),
  )
  const from = correctedFrom(care)
  return {
    ...care,
    currentVersion: added[0]?.version ?? care.currentVersion,
    versions: [
      ...care.versions.filter(({ version }) => !closed.includes(version)),
      ...added.map((one): PackageVersion => ({ ...one, cause: 'correction' })),
    ],
    timetable: [...care.timetable, ...resumed],
    rates: price === null ? care.rates : [...care.rates, { rateLineId: OWN_LINE, from, until: null, price }],
  }
}

/** The line of the price book that the plan which the package is at is paid by. */
export function rateLineOf(care: Package): string {
  return planOf(care).rateLineId
}
