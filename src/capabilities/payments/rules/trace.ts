import { localDate } from '../../../core/dates.ts'
import { parseRate, pricePerUnitText, ratioText } from '../../../core/decimal.ts'
import { formatDay, formatDays, formatPounds, formatRate } from '../../../core/format.ts'
import { pence, rate } from '../../../core/money.ts'
import type { Payer } from '../../../core/payers.ts'
import { rangeOfDays } from '../../../core/periods.ts'
import { inUnits } from './units.ts'
import type { BandDay } from '../../../core/visit-prices.ts'
import type { CareUnit } from './units.ts'
import { explainPart, inMinutes } from './visit-words.ts'
import type { VisitPart } from './visits.ts'

export type PaymentTerms = 'actual' | 'planned'
export type DayRule = 'nights' | 'inclusive'

/**
 * One step from a quantity to pence. Every value is text: quantities as `quantityText`, prices with four decimals,
 * pence and ratios as whole numbers, last days inclusive. The set-based statement of the payment run writes the same
 * objects, so a field is added here only together with it.
 */
export type TraceStep =
  | {
      readonly step: 'identity'
      readonly unit: CareUnit
      readonly planned: string
      readonly frustrated: string
      readonly missed: string
      readonly extra: string
      readonly actual: string
    }
  | {
      readonly step: 'terms'
      readonly unit: CareUnit
      readonly terms: PaymentTerms
      readonly actual: string
      readonly frustrated: string
      readonly percent: string
      readonly payable: string
    }
  | {
      readonly step: 'tolerance'
      readonly unit: CareUnit
      readonly percent: string
      readonly planned: string
      readonly actual: string
      readonly held: 'yes' | 'no'
    }
  | {
      readonly step: 'nights'
      readonly rule: DayRule
      readonly from: string
      readonly to: string
      readonly nights: string
    }
  /** Nights away of which the contract pays a part, in whole per cent. */
  | { readonly step: 'absence'; readonly from: string; readonly to: string; readonly percent: string }
  | {
      readonly step: 'price'
      readonly from: string
      readonly to: string
      readonly per: CareUnit
      readonly price: string
      /** How much of the week stands behind this price: calendar days, units planned on them, or units paid for their visits. */
      readonly weight: string
      readonly by: 'days' | 'planned' | 'visits'
    }
  /** One carer's visit, where its price depends on its time, its day or its length. Minutes and pence are rounded already. */
  | {
      readonly step: 'visit'
      readonly day: string
      readonly at: string
      readonly minutes: string
      readonly outcome: 'delivered' | 'frustrated'
      /** The share of its price that is paid. */
      readonly percent: string
      readonly parts: readonly VisitTracePart[]
      readonly pence: string
    }
  /** Ten-thousandths of a pound, as the exact ratio. */
  | { readonly step: 'average-price'; readonly numerator: string; readonly denominator: string; readonly price: string }
  | {
      readonly step: 'amount'
      readonly quantity: string
      readonly unit: CareUnit
      /** 'price' is the price of a unit, 'average' the ratio before it, 'seventh' a weekly price for one night, 'visits' the sum of those before it. */
      readonly at: 'price' | 'average' | 'seventh' | 'visits'
      readonly price: string
      /** Of the price, in whole per cent, where a part of it is paid. */
      readonly share?: string
      readonly pence: string
    }
  /** What somebody else bears of some nights: `weekly` in pounds for seven of them, `pence` for these. */
  | {
      readonly step: 'payer'
      readonly payer: Payer
      readonly from: string
      readonly to: string
      readonly nights: string
      readonly weekly: string
      readonly pence: string
    }
  /** What is due now, less what the lines before this one paid or invoiced for the same days. */
  | { readonly step: 'correction'; readonly due: string; readonly before: string; readonly pence: string }

/** `kind` is the kind of day by which a band held: 'any' is the hourly price beside the bands, 'fixed' the price of a length. */
export type VisitTracePart = {
  readonly minutes: string
  readonly price: string
  readonly kind: BandDay | 'any' | 'fixed'
  readonly from: string
  readonly until: string
}

/** The step in plain English, for the screen, the file and the dispute alike. */
export function explain(step: TraceStep): string {
  return isOfQuantity(step) ? explainQuantity(step) : explainMoney(step)
}

const OF_QUANTITY = ['identity', 'terms', 'tolerance', 'nights', 'absence'] as const
type QuantityStep = Extract<TraceStep, { step: (typeof OF_QUANTITY)[number] }>

function isOfQuantity(step: TraceStep): step is QuantityStep {
  return OF_QUANTITY.some((name) => name === step.step)
}

function explainQuantity(step: QuantityStep): string {
  switch (step.step) {
    case 'identity':
      return `Actual is ${step.planned} planned less ${step.frustrated} frustrated less ${step.missed} missed plus ${step.extra} extra: ${inUnits(step.actual, step.unit)}`
    case 'terms':
      return explainTerms(step)
    case 'tolerance':
      return explainTolerance(step)
    case 'nights':
      return explainNights(step)
    case 'absence':
      return explainShare(step)
  }
}

function explainMoney(step: Exclude<TraceStep, QuantityStep>): string {
  switch (step.step) {
    case 'price':
      return explainPrice(step)
    case 'visit':
      return explainVisit(step)
    case 'average-price':
      return explainAverage(step)
    case 'amount':
      return explainAmount(step)
    case 'payer':
      return explainPayer(step)
    case 'correction':
      return explainCorrection(step)
  }
}

export function explainAll(trace: readonly TraceStep[]): readonly string[] {
  return trace.map(explain)
}

function explainTolerance(step: Extract<TraceStep, { step: 'tolerance' }>): string {
  const delivered = `${inUnits(step.actual, step.unit)} delivered`
  const allowed = `the ${step.planned} planned and the tolerance of ${step.percent}%`
  return step.held === 'yes'
    ? `${delivered} is over ${allowed}, so the line is held until the council agrees`
    : `${delivered} is within ${allowed}`
}

function explainNights(step: Extract<TraceStep, { step: 'nights' }>): string {
  return step.rule === 'nights'
    ? `${inUnits(step.nights, 'night')}, ${days(step.from, step.to)}: the day of arrival counts, the day of leaving does not`
    : `${inUnits(step.nights, 'day')}, ${days(step.from, step.to)}: the day of arrival and the day of leaving both count`
}

function explainShare({ from, to, percent }: Extract<TraceStep, { step: 'absence' }>): string {
  const paid = percent === '0' ? 'pays nothing for' : `pays ${percent}% of`
  return `Away, ${days(from, to)}: the contract ${paid} these nights`
}

function explainTerms(step: Extract<TraceStep, { step: 'terms' }>): string {
  if (step.terms === 'planned') return `Planned terms: the plan is paid, ${inUnits(step.payable, step.unit)}`
  const share = step.percent === '100' ? '' : ` at ${step.percent}%`
  return `Actual terms: ${step.actual} delivered plus ${step.frustrated} frustrated${share} is paid, ${inUnits(step.payable, step.unit)}`
}

function explainPrice(step: Extract<TraceStep, { step: 'price' }>): string {
  const weight = {
    days: inUnits(step.weight, 'day'),
    planned: `${step.weight} planned`,
    visits: `${step.weight} visited`,
  }
  return `${days(step.from, step.to)}: ${formatPrice(step.price)} ${step.per === 'hour' ? 'an' : 'a'} ${step.per} (${weight[step.by]})`
}

function explainAverage(step: Extract<TraceStep, { step: 'average-price' }>): string {
  const ratio = { numerator: BigInt(step.numerator), denominator: BigInt(step.denominator) }
  const exact = ratioText(ratio.numerator, ratio.denominator * 10_000n)
  return `£${pricePerUnitText(ratio)} (avg price), kept as exactly £${exact}`
}

function explainVisit({ day, at, minutes, outcome, percent, parts, pence: amount }: VisitStep): string {
  const what = outcome === 'frustrated' ? `frustrated, ${percent}% is paid, ` : ''
  const name = `${formatDay(localDate(day))} at ${at}`
  const prices = parts.map((part) => explainPart(readPart(part))).join(' and ')
  return `${name}: ${what}${inMinutes(Number(minutes))}: ${prices} is ${inPounds(amount)}, rounded once`
}
type VisitStep = Extract<TraceStep, { step: 'visit' }>

function readPart({ minutes, price, kind, from, until }: VisitTracePart): VisitPart {
  const parsed = parseRate(price)
  const part = { minutes: Number(minutes), price: parsed.ok ? parsed.value : rate(0n), per: 'hour' as const }
  if (kind === 'fixed') return { ...part, per: 'visit' }
  return kind === 'any' ? part : { ...part, band: { kind, from: Number(from), until: Number(until) } }
}

function explainAmount(step: Extract<TraceStep, { step: 'amount' }>): string {
  if (step.at === 'visits')
    return `${inUnits(step.quantity, step.unit)}, visit by visit, is ${inPounds(step.pence)}: the sum of the visits`
  const price = {
    price: formatPrice(step.price),
    average: 'the exact average price',
    seventh: `${step.share === undefined ? '' : `${step.share}% of `}a seventh of ${formatPrice(step.price)}`,
  }[step.at]
  return `${inUnits(step.quantity, step.unit)} at ${price} is ${formatPounds(pence(BigInt(step.pence)))}, rounded once`
}

const WHO_PAYS: Readonly<Record<Payer, string>> = {
  contribution: 'The person pays the home',
  'top-up': 'A third party pays the home',
  nursing: 'The NHS pays the home',
}

function explainPayer({ payer, from, to, ...step }: Extract<TraceStep, { step: 'payer' }>): string {
  const nights = `${inUnits(step.nights, 'night')}, ${days(from, to)},`
  const told = `${WHO_PAYS[payer]} ${formatPrice(step.weekly)} a week`
  return payer === 'nursing'
    ? `${told} for nursing care: ${nights} come to ${inPounds(step.pence)}. It is no part of this payment`
    : `${told}: ${nights} at a seventh of it each are ${inPounds(step.pence)}, rounded once. The council pays that much less`
}

function explainCorrection({ due, before, pence: difference }: Extract<TraceStep, { step: 'correction' }>): string {
  return `${inPounds(due)} is due and ${inPounds(before)} was paid or invoiced before: the difference is ${inPounds(difference)}`
}

function inPounds(text: string): string {
  return formatPounds(pence(BigInt(text)))
}

function formatPrice(text: string): string {
  const price = parseRate(text)
  return price.ok ? formatRate(price.value) : `£${text}`
}

function days(from: string, to: string): string {
  return formatDays(rangeOfDays(localDate(from), localDate(to)))
}
