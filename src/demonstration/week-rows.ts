import { addDays, latest, startOfWeek, type LocalDate } from '../core/dates.ts'
import { periodContaining } from '../core/periods.ts'
import type { Care, Dated } from './care.ts'
import { row, type Making, type Row } from './rows.ts'
import { hundredthsText } from './sectors.ts'

type Week = {
  readonly status: 'draft' | 'confirmed' | 'held'
  /** Hundredths of a unit. */
  readonly frustrated?: number
  readonly missed?: number
  readonly extra?: number
  readonly comment?: string
}

/** Past periods are recorded and confirmed; of the period that runs, only some weeks are, as in life. */
export function* weekRows(making: Making, care: Care): Generator<Row> {
  const { asOf, random } = making
  if (making.recordedPeriods === 0 || waits(care)) return
  const current = periodContaining(care.place.calendar.anchor, asOf).from
  const first = latest(addDays(current, -28 * making.recordedPeriods), startOfWeek(care.startsOn, 1))
  const inHospital = care.story === 'hospital' ? addDays(current, -7 * random.between(2, 9)) : undefined
  for (let monday = first; addDays(monday, 6) < asOf; monday = addDays(monday, 7)) {
    if (care.endsOn !== undefined && monday > care.endsOn) return
    const version = care.versions.findLast(({ from }) => from <= monday)
    if (version === undefined) continue
    const week = weekOf(making, care, { monday, current, inHospital, planned: hundredthsOf(version) })
    if (week !== undefined) yield weekRow(care, version, monday, week)
  }
}

function waits({ story }: Care): boolean {
  return story === 'draft' || story === 'waiting' || story === 'wrong-price' || story === 'rejected'
}

type Moment = {
  readonly monday: LocalDate
  readonly current: LocalDate
  readonly inHospital: LocalDate | undefined
  readonly planned: number
}

function weekOf({ random, asOf }: Making, care: Care, moment: Moment): Week | undefined {
  const { monday, current } = moment
  if (care.story === 'uncleared' && monday === addDays(current, -7))
    return { status: 'draft', missed: quarter(moment.planned, 1), comment: 'To be checked against the call log' }
  const isCurrent = monday >= current
  if (isCurrent && random.percent(40)) return undefined
  const status = isCurrent && random.percent(20) ? 'draft' : 'confirmed'
  return (
    hospitalWeek(status, moment) ??
    overPlanWeek(care, moment, asOf) ??
    changedWeek(status, care, { planned: moment.planned, dice: random.below(100) })
  )
}

function hospitalWeek(status: Week['status'], { monday, inHospital, planned }: Moment): Week | undefined {
  if (inHospital === undefined || monday < inHospital || monday >= addDays(inHospital, 14)) return undefined
  return { status, frustrated: planned, comment: 'In hospital all week' }
}

function overPlanWeek({ story, place }: Care, { monday, planned }: Moment, asOf: LocalDate): Week | undefined {
  const isLast = addDays(monday, 13) >= asOf
  if (story !== 'over-plan' || !isLast || place.rule.tolerance === undefined) return undefined
  return { status: 'held', extra: quarter(planned, 30), comment: 'Extra calls after a fall; variation asked for' }
}

type Chance = { readonly planned: number; readonly dice: number }

/** One week in nine differs from its plan. */
function changedWeek(status: Week['status'], { place }: Care, { planned, dice }: Chance): Week {
  if (dice < 5) return { status, frustrated: quarter(planned, 10), comment: 'Not at home for one call' }
  if (dice < 9) return { status, missed: quarter(planned, 7), comment: 'Carer ill, no cover found' }
  const mayExtend = place.rule.extras !== false && place.rule.tolerance !== undefined
  if (dice < 12 && mayExtend) return { status, extra: quarter(planned, 4), comment: 'Stayed longer at one call' }
  return { status }
}

/** So many per cent of the plan, in whole quarters of a unit and at least one; whole units where nothing is divided. */
function quarter(planned: number, percent: number): number {
  return Math.min(planned, Math.max(25, Math.floor((planned * percent) / 100 / 25) * 25))
}

function weekRow({ reference, line }: Care, version: Dated, monday: LocalDate, week: Week): Row {
  const whole = line.level.unit === 'hour' ? 25 : 100
  const units = (hundredths: number | undefined) =>
    hundredths === undefined ? {} : hundredthsText(Math.ceil(hundredths / whole) * whole)
  const texts = { frustrated: units(week.frustrated), missed: units(week.missed), extra: units(week.extra) }
  return row('actuals', {
    cpli_ref: reference,
    week_starts_on: monday,
    status: week.status,
    planned: version.plan.planned,
    ...Object.fromEntries(
      Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    visits: String(version.plan.count),
    ...(week.comment === undefined ? {} : { comment: week.comment }),
    ...(week.status === 'draft' ? {} : { confirmed_at: `${addDays(monday, 7)}T10:12` }),
  })
}

function hundredthsOf({ plan }: Dated): number {
  const [whole = '0', rest = ''] = plan.planned.split('.')
  return Number(whole) * 100 + Number(rest.padEnd(2, '0'))
}
