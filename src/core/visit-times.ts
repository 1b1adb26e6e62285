/** A visit as a week keeps it: when it began, in minutes after the week did, how long of it is paid, and whether it was frustrated. */
export type TimedVisit = { readonly minute: number; readonly paid: number; readonly frustrated: boolean }

const LONGEST = 2_048

/** One whole number for each visit, in order of time: what the column `actuals.week.visit_times` holds. */
export function encodeVisits(visits: readonly TimedVisit[]): readonly number[] {
  return visits
    .filter(({ paid }) => paid > 0)
    .map(({ minute, paid, frustrated }) => (minute * LONGEST + paid) * 2 + (frustrated ? 1 : 0))
    .toSorted((first, second) => first - second)
}

export function decodeVisit(code: number): TimedVisit {
  const frustrated = code % 2 === 1
  const rest = Math.floor(code / 2)
  return { minute: Math.floor(rest / LONGEST), paid: rest % LONGEST, frustrated }
}

/** Minutes after midnight of '08:30'. */
export function minuteOf(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number)
  return hours * 60 + rest
}
