import { addDays, localDate, weekdayOf, type LocalDate } from '../../../core/dates.ts'

/** The day by which an answer is promised: so many working days after the day on which it was asked for. */
export function addWorkingDays(day: LocalDate, days: number): LocalDate {
  let reached = day
  for (let left = days; left > 0; left -= 1) {
    reached = addDays(reached, 1)
    while (!isWorkingDay(reached)) reached = addDays(reached, 1)
  }
  return reached
}

export function isWorkingDay(day: LocalDate): boolean {
  return !isWeekend(day) && !bankHolidays(Number(day.slice(0, 4))).has(day)
}

function isWeekend(day: LocalDate): boolean {
  return weekdayOf(day) > 5
}

/** England and Wales. A holiday that falls on a weekend moves to the next day that would have been worked. */
export function bankHolidays(year: number): ReadonlySet<LocalDate> {
  const easter = easterSunday(year)
  const named = [
    dayIn(year, 1, 1),
    addDays(easter, -2),
    addDays(easter, 1),
    firstMonday(dayIn(year, 5, 1)),
    addDays(firstMonday(dayIn(year, 6, 1)), -7),
    addDays(firstMonday(dayIn(year, 9, 1)), -7),
    dayIn(year, 12, 25),
    dayIn(year, 12, 26),
  ]
  const holidays = new Set(named)
  for (const day of named) {
    let moved = day
    while (isWeekend(moved) || (moved !== day && holidays.has(moved))) moved = addDays(moved, 1)
    holidays.add(moved)
  }
  return holidays
}

function firstMonday(day: LocalDate): LocalDate {
  return addDays(day, (8 - weekdayOf(day)) % 7)
}

/** The anonymous Gregorian rule, as the calendars of the churches give it. */
function easterSunday(year: number): LocalDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451)
  const count = moon + week - 7 * late + 114
  return dayIn(year, Math.floor(count / 31), (count % 31) + 1)
}

function dayIn(year: number, month: number, day: number): LocalDate {
  const two = (number: number) => String(number).padStart(2, '0')
  return localDate(`${String(year)}-${two(month)}-${two(day)}`)
}
