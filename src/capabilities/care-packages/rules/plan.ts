import { addDays, earliest, type LocalDate } from '../../../core/dates.ts'
import type { Package, PackageVersion } from './package.ts'
import { inForceOn } from './price-steps.ts'

/** Which plan of a package is meant: the lasting one on a day, or one for a time that holds on it. */
export type PlanOn = { readonly day: LocalDate; readonly temporary: boolean }

/** What something is about that was said before: which plan of which package. */
export type About = PlanOn & { readonly packageId: string }

type Planned = Pick<Package, 'versions' | 'currentVersion'>

/**
 * The package at the plan that is meant. The newest number is only what was decided last: after a change for a time that
 * is the change, while the lasting plan goes on around it.
 */
export function atPlan<T extends Planned>(care: T, { day, temporary }: PlanOn): T {
  const such = care.versions.filter((one) => one.temporary === temporary).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const meant = inForceOn(such, day) ?? such.find(({ from }) => from > day) ?? such.at(-1)
  return meant === undefined ? care : { ...care, currentVersion: meant.version }
}

/** At the lasting plan of a day, or the nearest one to it. */
export function atLasting<T extends Planned>(care: T, day: LocalDate): T {
  return atPlan(care, { day, temporary: false })
}

/** Whether the plan that the package is at is the one meant, also where one takes the other up again after a change for a time. */
export function isAtPlan(care: Planned, on: PlanOn): boolean {
  const meant = atPlan(care, on)
  const [here, there] = [planOf(care), planOf(meant)]
  if (here.temporary !== on.temporary || there.temporary !== on.temporary) return false
  return stretchesOf(care).includes(there) || stretchesOf(meant).includes(here)
}

/** The first days of plans to come that none of the texts is about: each wants an agreement of its own. */
export function plansToSay(care: Planned, texts: readonly PlanOn[], today: LocalDate): readonly PlanOn[] {
  const said = [{ day: today, temporary: false }, ...texts]
  const toCome = care.versions.filter(({ from }) => from > today).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return toCome.reduce<readonly PlanOn[]>((found, { from, temporary, version }) => {
    const at = { ...care, currentVersion: version }
    return [...said, ...found].some((one) => isAtPlan(at, one)) ? found : [...found, { day: from, temporary }]
  }, [])
}

/** The version that the package is at. */
export function planOf({ versions, currentVersion }: Planned): PackageVersion {
  const found = versions.findLast(({ version }) => version === currentVersion) ?? versions.at(-1)
  if (found === undefined) throw new Error('a package has at least one version')
  return found
}

/** The versions that say the same plan: the one the package is at, and those that take it up again after a change for a time. */
export function stretchesOf(care: Planned): readonly PackageVersion[] {
  const first = planOf(care)
  if (first.temporary) return [first]
  const lasting = care.versions.filter(({ temporary, from }) => !temporary && from >= first.from)
  const later = lasting.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const other = later.findIndex((one) => !isSame(one, first))
  return other === -1 ? later : later.slice(0, other)
}

/** The last day of the plan that the package is at: of the care, or the day before another lasting plan begins. */
export function lastDayOf(care: Planned & Pick<Package, 'endsOn'>): LocalDate | null {
  const until = stretchesOf(care).at(-1)?.until ?? null
  if (until === null) return care.endsOn
  const last = addDays(until, -1)
  return care.endsOn === null ? last : earliest(care.endsOn, last)
}

function isSame(one: PackageVersion, other: PackageVersion): boolean {
  return (
    one.planned === other.planned &&
    one.rateLineId === other.rateLineId &&
    one.plannedByDay?.join() === other.plannedByDay?.join()
  )
}
