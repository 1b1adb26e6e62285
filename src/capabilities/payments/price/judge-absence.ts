import type { LocalDate } from '../../../core/dates.ts'
import { penceText, quantityText } from '../../../core/decimal.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { rangeOfDays } from '../../../core/periods.ts'
import { explainAbsence, explainBlock } from '../rules/absence-words.ts'
import { absentNights, priceAbsence } from '../rules/absence.ts'
import type { AbsencePrice } from '../rules/absence.ts'
import { priceBlockTopUp } from '../rules/block.ts'
import { pricesWithin } from '../rules/prices.ts'
import type { PriceRow } from '../rules/prices.ts'
import type { PricingRefusal } from '../rules/refusals.ts'
import { readFields } from './field-reader.ts'
import type { FieldReader } from './field-reader.ts'
import type { AbsenceCase, BlockCase } from './file-schema.ts'

type Money = { readonly id: string; readonly amount: string; readonly trace: readonly string[] }
export type AbsenceAnswer = Money & ({ readonly nights: string } | { readonly days: string })
export type BlockAnswer = Money & { readonly quantity: string }

export function judgeAbsence(described: AbsenceCase, today: LocalDate): Outcome<AbsenceAnswer, PricingRefusal> {
  const read = readFields()
  const days = readLength(described, read)
  const tiers = described.tiers.map((tier, place) => readTier(tier, `tiers[${String(place)}]`, read))
  const alreadyPaid = read.money('already_paid', described.already_paid)
  const price = readPrice(described, today, read)
  const fault = read.fault() ?? backBeforeOut(described)
  if (fault !== undefined) return refused(fault)
  if (price === undefined) return refused({ code: 'P01', day: today })

  const absence = { days, tiers, price, alreadyPaid }
  const priced = priceAbsence(absence)
  if (!priced.ok) return priced
  const unit = unitOf(described)
  const count = unit === 'day' ? { days: String(days) } : { nights: String(days) }
  const trace = explainAbsence(absence, priced.value, unit)
  return done({ id: described.id, ...count, amount: penceText(priced.value.amount), trace })
}

export function judgeBlock(described: BlockCase): Outcome<BlockAnswer, PricingRefusal> {
  const read = readFields()
  const block = {
    guaranteed: read.quantity('guaranteed', described.guaranteed, 4),
    payable: read.quantity('payable', described.payable, 4),
    missed: read.quantity('missed', described.missed, 4),
    missedCountsAsAvailable: described.missed_counts_as_available,
    price: read.price('price', described.price),
  }
  const fault = read.fault()
  if (fault !== undefined) return refused(fault)
  const topUp = priceBlockTopUp(block)
  return done({
    id: described.id,
    quantity: quantityText(topUp.quantity),
    amount: penceText(topUp.amount),
    trace: explainBlock(block, topUp),
  })
}

function readLength({ out, back, nights, days }: AbsenceCase, read: FieldReader): bigint {
  if (out !== undefined && back !== undefined) return absentNights(out.day, back.day)
  return nights === undefined ? read.count('days', days ?? '0') : read.count('nights', nights)
}

function readTier({ nights, days, percent }: AbsenceCase['tiers'][number], place: string, read: FieldReader) {
  const length = nights ?? days
  const unit = nights === undefined ? 'days' : 'nights'
  return {
    days: length === undefined ? undefined : read.count(`${place}.${unit}`, length),
    share: read.percent(`${place}.percent`, percent),
  }
}

function readPrice(described: AbsenceCase, today: LocalDate, read: FieldReader): AbsencePrice | undefined {
  const { rates, price = '0', quantity_per_day: perDay = '0', out } = described
  if (rates === undefined)
    return {
      per: 'unit',
      price: read.price('price', price),
      quantityPerDay: read.quantity('quantity_per_day', perDay, 4),
    }
  const prices = read.prices(rates)
  if (out !== undefined) return { per: 'week', firstNight: out.day, prices }
  const found = priceWithoutDates(prices, today)
  return found === undefined ? undefined : { per: 'week', price: found }
}

/** Nights without dates are at the only price there is or, of several, at the one in force today. */
function priceWithoutDates(prices: readonly PriceRow[], today: LocalDate) {
  return prices.length === 1 ? prices[0]?.price : pricesWithin(prices, rangeOfDays(today, today))[0]?.price
}

function backBeforeOut({ out, back }: AbsenceCase): PricingRefusal | undefined {
  if (out === undefined || back === undefined) return undefined
  return `${back.day}T${back.time}` < `${out.day}T${out.time}`
    ? { code: 'R42', from: out.text, back: back.text }
    : undefined
}

/** As the tiers are counted; without a count there, as the absence is given or priced. */
function unitOf({ tiers, nights, days, rates }: AbsenceCase): 'night' | 'day' {
  if (tiers.some((tier) => tier.nights !== undefined)) return 'night'
  if (tiers.some((tier) => tier.days !== undefined) || days !== undefined) return 'day'
  return nights === undefined && rates === undefined ? 'day' : 'night'
}
