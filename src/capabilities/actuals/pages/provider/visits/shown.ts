import { asPlanned } from '../../../rules/timetable.ts'
import type { PlannedVisit, SaidVisit } from '../../../rules/timetable.ts'
import { keyOf } from '../../../rules/typed-visits.ts'
import type { Typed } from '../../../rules/typed-visits.ts'

/** Every visit that is planned now, with what was said of it, and those that were added. */
export function shownVisits(
  planned: readonly PlannedVisit[],
  recorded: readonly SaidVisit[] = [],
): readonly SaidVisit[] {
  const said = new Map(
    recorded.flatMap((visit) => (visit.planned === undefined ? [] : [[keyOf(visit.planned), visit]])),
  )
  return [
    ...planned.map((visit) => {
      const known = said.get(keyOf(visit))
      return known === undefined ? asPlanned(visit) : { ...known, planned: visit }
    }),
    ...recorded.filter((visit) => visit.planned === undefined),
  ]
}

/** A box that is not ticked is not sent: what was sent says it by its silence. */
export function withoutTicks(typed: Typed): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith('came-')))
}
