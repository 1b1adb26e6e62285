import { localDate, type LocalDate } from '../core/dates.ts'
import { councilRows } from './council-rows.ts'
import { nhsNumbers } from './names.ts'
import type { Story } from './care.ts'
import { packageRows } from './package-rows.ts'
import type { CouncilProfile } from './profiles.ts'
import { companyRows } from './provider-rows.ts'
import { seededRandom } from './random.ts'
import type { Making, Row } from './rows.ts'

export type PackOptions = {
  readonly asOf: LocalDate
  readonly seed: string
  readonly timetables?: boolean
  readonly recordedPeriods?: number
}

/** Every row of a council's pack, in an order that never needs more than one package in memory. */
export function* packRows(profile: CouncilProfile, options: PackOptions): Generator<Row> {
  const { asOf, seed, timetables = true, recordedPeriods = 4 } = options
  const nhs = nhsNumbers(profile.firstNumber)
  let number = profile.firstNumber
  const making: Making = {
    profile,
    random: seededRandom(`${seed} ${profile.code}`),
    asOf,
    priceYear: financialYear(asOf),
    timetables,
    recordedPeriods,
    nextNhsNumber: () => nhs.next().value,
    nextNumber: () => (number += 1),
  }
  yield* councilRows(making)
  for (const [index, plan] of profile.providers.entries()) {
    const { places } = yield* companyRows(making, { plan, index })
    for (let at = 0; at < plan.packages; at += 1) {
      const place = places[at % places.length]
      if (place !== undefined) yield* packageRows(making, place, storyOf(making, index, at))
    }
  }
}

function financialYear(day: LocalDate): number {
  const year = Number(day.slice(0, 4))
  return day < localDate(`${String(year)}-04-01`) ? year - 1 : year
}

/** Each company's first packages show what a visitor should find; the first company has one of each. */
const firstStories: readonly Story[] = [
  'waiting',
  'wrong-price',
  'draft',
  'over-plan',
  'uncleared',
  'hospital',
  'rejected',
  'waiting',
  'draft',
]

function storyOf({ random }: Making, company: number, at: number): Story {
  const told = company === 0 ? firstStories[at] : undefined
  if (told !== undefined) return told
  if (company > 0 && at === 1) return 'waiting'
  const dice = random.below(100)
  if (dice < 4) return 'waiting'
  return dice < 10 ? 'hospital' : 'ordinary'
}
