import { addDays, localDate, type LocalDate } from '../core/dates.ts'
import { lastDay, periodContaining, type DayRange } from '../core/periods.ts'
import { workingDayBy, addWorkingDays } from '../core/working-days.ts'
import type { Calendar } from './profiles.ts'
import { row, type Making, type Row } from './rows.ts'
import { staffOf } from './sign-ins.ts'
import { calendarDayRows } from './visit-price-rows.ts'

const PERIODS_BEFORE = 4
const PERIODS_AFTER = 13

/** What is the council's own: its name and words, its settings, its calendars and its staff. */
export function* councilRows({ profile, asOf }: Making): Generator<Row> {
  yield row('pack', {
    version: '1',
    council_code: profile.code,
    name: profile.name,
    short_name: profile.shortName,
    made_on: asOf,
    as_of: asOf,
    agreement_word: profile.agreementWord,
    agreement_abbreviation: profile.abbreviation,
    week_starts_on: '1',
    brand_colour: profile.colour,
    sign_in_policy: profile.signInPolicy ?? 'classic',
    support_email: `portal@${profile.domain}`,
    support_phone: profile.phone,
    demonstration: 'yes',
  })
  for (const [key, value] of Object.entries(profile.settings))
    yield row('settings', { key, value, starts_on: '2024-04-01' })
  for (const calendar of profile.calendars) yield* periodRows(calendar, asOf)
  if (profile.providers.some(({ visitPrices }) => visitPrices === true)) yield* calendarDayRows(asOf)
  for (const { name, email, role, title } of staffOf(profile)) {
    yield row('users', { email, name, job_title: title })
    yield row('staff', { email, role })
  }
}

function* periodRows(calendar: Calendar, asOf: LocalDate): Generator<Row> {
  const current = periodContaining(calendar.anchor, asOf)
  for (let step = -PERIODS_BEFORE; step <= PERIODS_AFTER; step += 1) {
    const period = periodContaining(calendar.anchor, addDays(current.from, step * 28))
    yield row('calendar', {
      calendar: calendar.code,
      name: periodName(calendar, period),
      starts_on: period.from,
      ends_on: lastDay(period),
      ...cutOffs(calendar, period),
    })
  }
}

/** 'Period 8 of 2026 to 2027': counted from the one that 1 April falls in. */
function periodName({ title, anchor }: Calendar, period: DayRange): string {
  const year = Number(period.until.slice(0, 4))
  const thisApril = localDate(`${String(year)}-04-01`)
  const startYear = thisApril < period.until ? year : year - 1
  const first = periodContaining(anchor, localDate(`${String(startYear)}-04-01`))
  let number = 1
  for (let at = first.from; at < period.from; at = addDays(at, 28)) number += 1
  return `${title} ${String(number)} of ${String(startYear)} to ${String(startYear + 1)}`
}

/** On working days: what would fall on a weekend or a bank holiday moves on for providers, and back for money. */
function cutOffs({ submitAfter, paidAfter }: Calendar, period: DayRange): Record<string, string> {
  const last = lastDay(period)
  const submit = addWorkingDays(addDays(last, submitAfter - 1), 1)
  const paid = workingDayBy(addDays(last, paidAfter))
  const finalise = addWorkingDays(submit, 1)
  return {
    submit_by: `${submit}T17:00`,
    finalise_on: finalise < paid ? finalise : submit,
    paid_on: paid > submit ? paid : addWorkingDays(submit, 2),
  }
}
