import { isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { charge, PARTS_PER_UNIT, pence, quantity, type Pence } from '../../../core/money.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Payer } from '../../../core/payers.ts'
import type { OpenRange, Package, PriceStep } from './package.ts'
import { inForceOn, priceSteps } from './price-steps.ts'

/** What somebody besides the council pays for a week of a stay, by days. Nought: nobody pays it any more. */
export type PayerRow = OpenRange & { readonly payer: Payer; readonly weekly: Pence }
export type Payers = {
  readonly rows: readonly PayerRow[]
  /** The days on which the council pays net: less what the home collects. */
  readonly net: readonly OpenRange[]
}

/** A week of somebody's care on one day: all amounts are for seven nights. */
export type WhoPays = {
  /** What the council buys the place for, whoever bears part of it. */
  readonly price: Pence
  readonly contribution: Pence
  readonly topUp: Pence
  readonly nursing: Pence
  readonly isNet: boolean
  readonly councilPays: Pence
  /** The home's whole fee, with what the NHS pays it. */
  readonly fee: Pence
}

/** Of seven nights, however many units the plan calls a week. */
export function weekPrice({ price }: Pick<PriceStep, 'price'>): Pence {
  return charge(quantity(PARTS_PER_UNIT), price)
}

export function whoPaysOn({ rows, net }: Payers, price: Pence, day: LocalDate): WhoPays {
  const paid = (payer: Payer) => paidOn(rows, payer, day)
  const [contribution, topUp, nursing] = [paid('contribution'), paid('top-up'), paid('nursing')]
  const isNet = inForceOn(net, day) !== undefined
  return {
    ...{ price, contribution, topUp, nursing, isNet },
    councilPays: pence(isNet ? price - contribution - topUp : price),
    fee: pence(price + nursing),
  }
}

/**
 * The unit cost of Client Level Data: gross of the person's contribution, without a third party's top-up, and without
 * nursing care, which the price never has in it (guidance of February 2023).
 */
export function unitCost({ price, topUp }: Pick<WhoPays, 'price' | 'topUp'>): Pence {
  return pence(price - topUp)
}

function paidOn(rows: readonly PayerRow[], payer: Payer, day: LocalDate): Pence {
  const own = rows.filter((row) => row.payer === payer)
  return inForceOn(own, day)?.weekly ?? pence(0n)
}

export type PayerProposal = {
  readonly payer: Payer
  readonly fromOn: LocalDate
  readonly weekly: Pence
  readonly reason: string
}
type Care = Pick<Package, 'unit' | 'startsOn' | 'endsOn' | 'versions' | 'rates'>
export type PayerRefusal =
  | { readonly code: 'not-by-week' | 'before-care' | 'after-care' | 'same-amount' | 'reason-missing' }
  | { readonly code: 'above-price'; readonly day: LocalDate; readonly price: Pence }

/**
 * Whether an amount may hold from its day on. It may look back: what was paid is then corrected by lines of its own.
 * Contribution and top-up lie within the price, so on no day may they come to more than it.
 */
export function judgePayer(
  care: Care,
  rows: readonly PayerRow[],
  proposal: PayerProposal,
): Outcome<null, PayerRefusal> {
  const { payer, fromOn, weekly, reason } = proposal
  if (care.unit !== 'week') return refused({ code: 'not-by-week' })
  if (isBefore(fromOn, care.startsOn)) return refused({ code: 'before-care' })
  if (care.endsOn !== null && isAfter(fromOn, care.endsOn)) return refused({ code: 'after-care' })
  if (paidOn(rows, payer, fromOn) === weekly) return refused({ code: 'same-amount' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  const above = payer === 'nursing' ? undefined : firstAbovePrice(care, rows, proposal)
  return above === undefined ? done(null) : refused({ code: 'above-price', ...above })
}

/** The sums change only where a price or the other part begins, so these days are all that need looking at. */
function firstAbovePrice(care: Care, rows: readonly PayerRow[], { payer, fromOn, weekly }: PayerProposal) {
  const steps = priceSteps(care)
  const other: Payer = payer === 'contribution' ? 'top-up' : 'contribution'
  const next = rows.find((row) => row.payer === payer && isAfter(row.from, fromOn))?.from
  const changes = [...steps, ...rows.filter((row) => row.payer === other)].map(({ from }) => from)
  const days = [fromOn, ...changes.filter((day) => isAfter(day, fromOn))].toSorted()
  for (const day of days) {
    const step = inForceOn(steps, day)
    const held = next === undefined || isBefore(day, next)
    if (step === undefined || !held) continue
    const price = weekPrice(step)
    if (weekly + paidOn(rows, other, day) > price) return { day, price }
  }
  return undefined
}
