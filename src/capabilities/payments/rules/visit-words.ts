import { formatDay, formatPounds, formatRate } from '../../../core/format.ts'
import type { BandDay } from '../../../core/visit-prices.ts'
import type { Rounding } from '../../../core/visit-minutes.ts'
import { roundMinutes } from '../../../core/visit-minutes.ts'
import type { PricedVisit, PricedVisits, Visit, VisitPart } from './visits.ts'

/** How each visit came to its minutes and its pence, in plain English. */
export function explainVisits(visits: readonly Visit[], priced: PricedVisits, rounding: Rounding): readonly string[] {
  const lines = visits.flatMap((visit, place) => {
    const outcome = priced.visits[place]
    return outcome === undefined ? [] : [...explainVisit(visit, outcome, rounding)]
  })
  const total = `${inMinutes(priced.minutes)} and ${formatPounds(priced.amount)} in all`
  return [...lines, `${String(visits.length)} ${visits.length === 1 ? 'visit' : 'visits'}: ${total}`]
}

function explainVisit(visit: Visit, priced: PricedVisit, rounding: Rounding): readonly string[] {
  const name = `${formatDay(visit.date)} at ${clock(visit.startMinute)}`
  const money = priced.parts.map(explainPart).join(' and ')
  const unpaid = priced.unpaid === 0 ? '' : `; ${inMinutes(priced.unpaid)} not paid`
  const time = `${name}: ${explainMinutes(visit, priced, rounding)}${unpaid}`
  return money === '' ? [time] : [time, `${money} is ${formatPounds(priced.amount)}, rounded once`]
}

function explainMinutes(visit: Visit, { paid }: PricedVisit, rounding: Rounding): string {
  const { status, minutes, plannedMinutes } = visit
  if (status === 'missed' || status === 'cancelled') return `${status}, so nothing is paid`
  const logged = `${status}, ${inMinutes(minutes)} logged`
  if (status === 'frustrated' && plannedMinutes !== undefined) return `${logged}, paid as the ${String(paid)} planned`
  const rounded = roundMinutes(minutes, rounding)
  const cap = rounded === paid ? '' : `, capped at the ${String(paid)} planned`
  return `${logged}, ${ROUNDED[rounding.mode](rounded, rounding.increment)}${cap}`
}

const ROUNDED = {
  none: () => 'not rounded',
  nearest: (minutes: number, increment: number) => `${String(minutes)} to the nearest ${String(increment)}`,
  down: (minutes: number, increment: number) => `${String(minutes)} in complete units of ${String(increment)}`,
  up: (minutes: number, increment: number) => `${String(minutes)} in started units of ${String(increment)}`,
} satisfies Record<Rounding['mode'], (minutes: number, increment: number) => string>

export function explainPart({ minutes, price, per, band }: VisitPart): string {
  if (per === 'visit') return `the fixed ${formatRate(price)} for ${inMinutes(minutes)}`
  return `${inMinutes(minutes)} at ${formatRate(price)} an hour${band === undefined ? '' : ` (${bandText(band)})`}`
}

const KIND_WORDS: Readonly<Record<BandDay, string>> = {
  ...{
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
  },
  ...{ weekday: 'Monday to Friday', weekend: 'weekend', 'bank-holiday': 'bank holiday', 'special-day': 'special day' },
}

function bandText({ kind, from, until }: NonNullable<VisitPart['band']>): string {
  const isWhole = from === 0 && until === 1440
  return isWhole ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}, ${clock(from)} to ${clock(until)}`
}

export function inMinutes(count: number): string {
  return count === 1 ? '1 minute' : `${String(count)} minutes`
}

export function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
