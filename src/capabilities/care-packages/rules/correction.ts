import { latest, type LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Package, PackageVersion } from './package.ts'
import { planOf, stretchesOf } from './plan.ts'
import { withVersions, type VersionChange } from './variation.ts'

/** What of the plan that a package is at was wrong. Null: it was right, and stays. */
export type Correction = Wrong & { readonly rateLineId: string | null }
/** The same with a price that has no line of the price book yet. */
export type Expected = Wrong & { readonly price: Rate | null }
type Wrong = {
  readonly planned: Quantity | null
  /** The day that the text which was wrong speaks from: what was before it is not corrected. Null: from the first day of the plan. */
  readonly fromOn: LocalDate | null
}

/** A correction holds from the first day of the plan that it puts right, or of what was said of it, and for as long as the plan did. */
export function correctedFrom(care: Package, fromOn: LocalDate | null): LocalDate {
  return firstCorrected(care, planOf(care), fromOn)
}

function firstCorrected({ startsOn }: Package, { from }: PackageVersion, fromOn: LocalDate | null): LocalDate {
  return latest(from, startsOn, fromOn ?? from)
}

/** One change for each version that says the wrong plan: after a change for a time it was taken up again. */
export function correctVersions(care: Package, { planned, rateLineId, fromOn }: Correction): readonly VersionChange[] {
  const samePlan = planned === null
  const newest = Math.max(...care.versions.map(({ version }) => version))
  return stretchesOf(care).map((wrong, index) => {
    const from = firstCorrected(care, wrong, fromOn)
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
export function correctedPackage(care: Package, { planned, price, fromOn }: Expected): Package {
  const rateLineId = price === null ? null : OWN_LINE
  const changes = correctVersions(care, { planned, rateLineId, fromOn })
  const added = changes.flatMap((change) => change.added)
  const resumed = added.flatMap(({ version, resumes }) =>
    care.timetable.filter((visit) => visit.version === resumes).map((visit) => ({ ...visit, version })),
  )
  const from = correctedFrom(care, fromOn)
  return {
    ...changes.reduce(withVersions, care),
    currentVersion: added[0]?.version ?? care.currentVersion,
    timetable: [...care.timetable, ...resumed],
    rates: price === null ? care.rates : [...care.rates, { rateLineId: OWN_LINE, from, until: null, price }],
  }
}

/** The line of the price book that the plan which the package is at is paid by. */
export function rateLineOf(care: Package): string {
  return planOf(care).rateLineId
}
