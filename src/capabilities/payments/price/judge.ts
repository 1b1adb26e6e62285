import type { LocalDate } from '../../../core/dates.ts'
import { penceText, quantityText } from '../../../core/decimal.ts'
import type { Pence } from '../../../core/money.ts'
import { refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { lastDay, rangeOfDays } from '../../../core/periods.ts'
import type { DayRange } from '../../../core/periods.ts'
import { explainRefusal } from '../rules/refusals.ts'
import type { PricingRefusal } from '../rules/refusals.ts'
import { priceStay } from '../rules/stay.ts'
import type { PricedStay } from '../rules/stay.ts'
import { explainAll } from '../rules/trace.ts'
import { CARE_UNITS, decimalPlaces, isCareUnit } from '../rules/units.ts'
import { payableText, priceWeek } from '../rules/week.ts'
import type { PricedWeek } from '../rules/week.ts'
import { readFields } from './field-reader.ts'
import type { PriceFile, StayCase, WeekCase } from './file-schema.ts'
import { judgeAbsence, judgeBlock } from './judge-absence.ts'
import type { AbsenceAnswer, BlockAnswer } from './judge-absence.ts'
import { judgeVisits } from './judge-visits.ts'
import type { VisitsAnswer } from './judge-visits.ts'

type AnswerLine = { readonly from: string; readonly to: string; readonly quantity: string; readonly amount: string }
type Refused = { readonly id: string; readonly refused: { readonly code: string; readonly text: string } }
type WeekAnswer = {
  readonly id: string
  readonly payable: string
  readonly amount: string
  readonly average_price: boolean
  readonly lines: readonly AnswerLine[]
  readonly held?: 'H01'
  readonly trace: readonly string[]
}
type StayAnswer = {
  readonly id: string
  readonly nights: string
  readonly amount: string
  readonly lines: readonly AnswerLine[]
  readonly trace: readonly string[]
}
export type PriceAnswer = WeekAnswer | StayAnswer | VisitsAnswer | AbsenceAnswer | BlockAnswer | Refused
export type PriceAnswers = { readonly version: 1; readonly answers: readonly PriceAnswer[] }

/** Every case is judged on its own; a refusal is a judgement like any other. */
export function judgeFile(file: PriceFile, today: LocalDate): PriceAnswers {
  return { version: 1, answers: file.cases.map((described) => judgeCase(described, file.as_of, file.as_of ?? today)) }
}

function judgeCase(described: PriceFile['cases'][number], asOf: LocalDate | undefined, today: LocalDate): PriceAnswer {
  switch (described.kind) {
    case 'week':
      return answer(described.id, judgeWeek(described, today), weekAnswer)
    case 'stay':
      return answer(described.id, judgeStay(described), stayAnswer)
    case 'visits':
      return judged(described.id, judgeVisits(described, asOf))
    case 'absence':
      return judged(described.id, judgeAbsence(described, today))
    case 'block':
      return judged(described.id, judgeBlock(described))
  }
}

function judgeWeek(described: WeekCase, today: LocalDate): Outcome<PricedWeek, PricingRefusal> {
  const { unit } = described
  if (!isCareUnit(unit)) return refused({ code: 'R21', field: 'unit', units: CARE_UNITS })
  const read = readFields()
  const quantityOf = (field: 'planned' | 'frustrated' | 'missed' | 'extra') =>
    read.quantity(field, described[field], decimalPlaces(unit))
  const week = {
    weekStart: described.week_start,
    unit,
    terms: described.terms,
    planned: quantityOf('planned'),
    frustrated: quantityOf('frustrated'),
    missed: quantityOf('missed'),
    extra: quantityOf('extra'),
    actual: optional(described.actual, (text) => read.quantity('actual', text, decimalPlaces(unit))),
    comment: described.comment,
    frustratedPercent: read.percent('frustrated_percent', described.frustrated_percent),
    tolerancePercent: optional(described.tolerance_percent, (text) => read.percent('tolerance_percent', text)),
    plannedByDay: described.planned_by_day?.map((text, place) =>
      read.quantity(`planned_by_day[${String(place)}]`, text, 4),
    ),
    packageFrom: described.package_from,
    packageTo: described.package_to,
    prices: read.prices(described.rates),
    today,
  }
  const fault = read.fault()
  return fault === undefined ? priceWeek(week) : refused(fault)
}

function judgeStay(described: StayCase): Outcome<PricedStay, PricingRefusal> {
  const { period_from: from, period_to: to } = described
  const read = readFields()
  const stay = {
    arrived: described.in,
    left: described.out,
    period: rangeOfDays(from, to),
    dayRule: described.day_rule,
    extraNights: read.count('extra_nights', described.extra_nights),
    prices: read.prices(described.rates),
  }
  const fault = read.fault()
  return fault === undefined ? priceStay(stay) : refused(fault)
}

function judged(id: string, outcome: Outcome<PriceAnswer, PricingRefusal>): PriceAnswer {
  return answer(id, outcome, (_, value) => value)
}

function weekAnswer(id: string, week: PricedWeek): WeekAnswer {
  const payable = payableText(week.payable)
  return {
    id,
    payable,
    amount: penceText(week.amount),
    average_price: week.averagePrice,
    lines: [lineAnswer(week.days, payable, week.amount)],
    ...(week.held === undefined ? {} : { held: week.held }),
    trace: explainAll(week.trace),
  }
}

function stayAnswer(id: string, stay: PricedStay): StayAnswer {
  return {
    id,
    nights: quantityText(stay.nights),
    amount: penceText(stay.amount),
    lines: stay.lines.map((line) => lineAnswer(line.days, quantityText(line.nights), line.amount)),
    trace: stay.lines.flatMap((line) => explainAll(line.trace)),
  }
}

function lineAnswer(days: DayRange, quantity: string, amount: Pence): AnswerLine {
  return { from: days.from, to: lastDay(days), quantity, amount: penceText(amount) }
}

function answer<T>(
  id: string,
  outcome: Outcome<T, PricingRefusal>,
  say: (id: string, value: T) => PriceAnswer,
): PriceAnswer {
  if (outcome.ok) return say(id, outcome.value)
  return refusal(id, outcome.refusal.code, explainRefusal(outcome.refusal))
}

function refusal(id: string, code: string, text: string): Refused {
  return { id, refused: { code, text } }
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text)
}
