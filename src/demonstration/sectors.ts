import type { Sector } from './profiles.ts'
import type { Random } from './random.ts'

export type Unit = 'hour' | 'session' | 'week' | 'night'

export type Level = { readonly name: string; readonly unit: Unit; readonly least: number; readonly most: number }
export type SectorFacts = {
  readonly title: string
  readonly recording: 'weekly' | 'none'
  /** Prices are pence, of the financial year of the pack. */
  readonly levels: readonly [Level, ...Level[]]
}

/** Prices of the order that councils published for 2025 to 2027. */
export const sectors: Readonly<Record<Sector, SectorFacts>> = {
  'home-support': {
    title: 'Home support framework',
    recording: 'weekly',
    levels: [
      { name: 'Home care long term', unit: 'hour', least: 2360, most: 2620 },
      { name: 'Home care rural', unit: 'hour', least: 2540, most: 2780 },
    ],
  },
  'extra-care': {
    title: 'Extra care framework',
    recording: 'weekly',
    levels: [{ name: 'Extra care planned support', unit: 'hour', least: 2210, most: 2390 }],
  },
  complex: {
    title: 'Complex care spot contract',
    recording: 'weekly',
    levels: [{ name: 'One to one support', unit: 'hour', least: 2650, most: 3180 }],
  },
  'supported-living': {
    title: 'Supported living framework',
    recording: 'weekly',
    levels: [{ name: 'Supported living shared hours', unit: 'hour', least: 2140, most: 2290 }],
  },
  day: {
    title: 'Day opportunities contract',
    recording: 'weekly',
    levels: [{ name: 'Day session', unit: 'session', least: 4650, most: 6200 }],
  },
  residential: {
    title: 'Residential care contract',
    recording: 'none',
    levels: [
      { name: 'Residential care', unit: 'week', least: 79800, most: 89600 },
      { name: 'Residential dementia care', unit: 'week', least: 88200, most: 98000 },
    ],
  },
  nursing: {
    title: 'Nursing care contract',
    recording: 'none',
    levels: [{ name: 'Nursing care', unit: 'week', least: 91700, most: 108500 }],
  },
  'shared-lives': {
    title: 'Shared lives agreement',
    recording: 'weekly',
    levels: [{ name: 'Shared lives with a carer', unit: 'night', least: 7200, most: 8800 }],
  },
}

export type Visit = {
  readonly weekday: number
  readonly startsAt: string
  readonly minutes: number
  readonly carers: number
}
export type Plan = {
  /** Minutes for hours; hundredths of a unit for anything else. */
  readonly byDay: readonly number[] | null
  readonly visits: readonly Visit[]
  /** What the plan comes to in a week, as the pack writes it. */
  readonly planned: string
  readonly count: number
}

const callTimes = ['07:30', '12:15', '17:00', '20:45'] as const

export function planOf(sector: Sector, random: Random): Plan {
  switch (sector) {
    case 'home-support':
      return visitsPlan(random)
    case 'extra-care':
      return hoursPlan(random, [30, 45, 60, 75, 90])
    case 'complex':
      return hoursPlan(random, [360, 480, 600, 720])
    case 'supported-living':
      return hoursPlan(random, [180, 240, 300, 360])
    case 'day':
      return sessionsPlan(random)
    case 'shared-lives':
      return evenPlan(1)
    case 'residential':
    case 'nursing':
      return { byDay: null, visits: [], planned: '1', count: 0 }
  }
}

function visitsPlan(random: Random): Plan {
  const calls = random.between(1, 4)
  const carers = random.percent(15) ? 2 : 1
  const lengths = callTimes.map(() => random.pick([30, 30, 45, 45, 60]))
  const weekend = random.percent(80)
  const visits = [1, 2, 3, 4, 5, 6, 7]
    .filter((weekday) => weekend || weekday < 6)
    .flatMap((weekday) =>
      callTimes.slice(0, calls).map((startsAt, call) => ({ weekday, startsAt, minutes: lengths[call] ?? 30, carers })),
    )
  const total = visits.reduce((sum, { minutes }) => sum + minutes * carers, 0)
  return { byDay: null, visits, planned: hoursText(total), count: visits.length * carers }
}

function hoursPlan(random: Random, lengths: readonly [number, ...number[]]): Plan {
  const minutes = random.pick(lengths)
  const byDay = [minutes, minutes, minutes, minutes, minutes, minutes, minutes]
  return { byDay, visits: [], planned: hoursText(minutes * 7), count: 7 }
}

const sessionDays: readonly [readonly number[], ...(readonly number[])[]] = [
  [1, 3],
  [2, 4],
  [1, 3, 5],
  [1, 2, 3, 4, 5],
  [2, 3, 4],
]

function sessionsPlan(random: Random): Plan {
  const days = random.pick(sessionDays)
  const byDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => (days.includes(weekday) ? 100 : 0))
  return { byDay, visits: [], planned: String(days.length), count: days.length }
}

function evenPlan(units: number): Plan {
  return {
    byDay: [1, 2, 3, 4, 5, 6, 7].map(() => units * 100),
    visits: [],
    planned: String(units * 7),
    count: units * 7,
  }
}

/** '10.5' */
export function hoursText(minutes: number): string {
  return hundredthsText(Math.round((minutes * 100) / 60))
}

export function hundredthsText(hundredths: number): string {
  const whole = Math.floor(hundredths / 100)
  const rest = hundredths % 100
  if (rest === 0) return String(whole)
  return `${String(whole)}.${String(rest).padStart(2, '0').replace(/0$/, '')}`
}
