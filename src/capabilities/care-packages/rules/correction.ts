import { latest, type LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Package, PackageVersion } from './package.ts'
import type { VersionChange } from './variation.ts'

/** What of the newest version was wrong. Null: it was right, and stays. */
export type Correction = { readonly planned: Quantity | null; readonly rateLineId: string | null }

/** A correction holds from the first day of the version that it puts right, and for as long as that one did. */
export function correctedFrom(care: Package): LocalDate {
  return latest(newestOf(care).from, care.startsOn)
}

export function correctVersion(care: Package, { planned, rateLineId }: Correction): VersionChange {
  const wrong = newestOf(care)
  const from = correctedFrom(care)
  const samePlan = planned === null
  return {
    cause: 'correction',
    closed: { version: wrong.version, from: wrong.from, until: from },
    added: [
      {
        version: Math.max(...care.versions.map(({ version }) => version)) + 1,
        from,
        until: wrong.until,
        planned: planned ?? wrong.planned,
        plannedByDay: samePlan ? wrong.plannedByDay : null,
        rateLineId: rateLineId ?? wrong.rateLineId,
        resumes: samePlan ? wrong.version : null,
      },
    ],
  }
}

const OWN_LINE = 'a line of its own'

/** The package as it would be once it is corrected, for whoever decides: nothing of it is written. */
export function correctedPackage(
  care: Package,
  { planned, price }: { readonly planned: Quantity | null; readonly price: Rate | null },
): Package {
  const rateLineId = price === null ? null : OWN_LINE
  const { added, closed } = correctVersion(care, { planned, rateLineId })
  const from = correctedFrom(care)
  const resumed = added.flatMap(({ version, resumes }) =>
    care.timetable.filter((visit) => visit.version === resumes).map((visit) => ({ ...visit, version })),
  )
  return {
    ...care,
    currentVersion: Math.max(...added.map(({ version }) => version)),
    versions: [
      ...care.versions.filter(({ version }) => version !== closed.version),
      ...added.map((one) => ({ ...one, cause: 'correction' as const })),
    ],
    timetable: [...care.timetable, ...resumed],
    rates: price === null ? care.rates : [...care.rates, { rateLineId: OWN_LINE, from, until: null, price }],
  }
}

/** The line of the price book that the newest version is paid by. */
export function rateLineOf(care: Package): string {
  return newestOf(care).rateLineId
}

function newestOf({ versions, currentVersion }: Package): PackageVersion {
  const newest = versions.findLast(({ version }) => version === currentVersion) ?? versions.at(-1)
  if (newest === undefined) throw new Error('a package has at least one version')
  return newest
}
