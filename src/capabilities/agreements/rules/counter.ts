import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { firstPrice, type Offer, type OfferLine } from './content.ts'

/** What a provider said of one line when it rejected the whole. */
export type Answered = {
  readonly packageReference: string
  readonly kind: 'right' | 'disputed'
  readonly expectedPrice: Rate | null
  readonly expectedQuantity: Quantity | null
}

/** What the provider expects of a line instead of what was offered. Null: as it was offered. */
export type CounterLine = {
  readonly packageId: string
  readonly packageReference: string
  readonly planned: Quantity | null
  readonly price: Rate | null
  /** The day that the text speaks from: nothing was said of what was before it. Null: the first of each plan. */
  readonly fromOn: LocalDate | null
}

export type CounterRefusal = {
  readonly code: 'nothing-expected' | 'own-price' | 'reason-missing' | 'reason-too-long' | 'price-too-high'
}

/** A price so many percent above the price book’s own goes through the book, where two of the council decide. */
export const MOST_PERCENT_MORE = 10n
const LONGEST_REASON = 2_000

/** Undefined when a line is disputed without saying what would be right: then only staff can know what to correct. */
export function counterOf(
  offer: Pick<Offer, 'lines'>,
  answered: readonly Answered[],
  fromOn: LocalDate | null = null,
): readonly CounterLine[] | undefined {
  const disputed = answered.filter(({ kind }) => kind === 'disputed')
  const counters = disputed.flatMap((answer) => {
    const line = offer.lines.find(({ packageReference }) => packageReference === answer.packageReference)
    return line === undefined ? [] : counterLine(line, answer).map((counter) => ({ ...counter, fromOn }))
  })
  return counters.length === 0 || counters.length < disputed.length ? undefined : counters
}

function counterLine(line: OfferLine, { expectedPrice, expectedQuantity }: Answered) {
  const { packageId, packageReference } = line
  const planned = expectedQuantity === line.planned ? null : expectedQuantity
  const price = expectedPrice === firstPrice(line) ? null : expectedPrice
  return planned === null && price === null ? [] : [{ packageId, packageReference, planned, price }]
}

export function asksForPrice(counter: readonly CounterLine[]): boolean {
  return counter.some(({ price }) => price !== null)
}

type Accepting = {
  readonly offer: Pick<Offer, 'lines'>
  readonly counter: readonly CounterLine[] | undefined
  /** What the price book asks, by package: what was accepted before stands above it already, and is nothing to go on from. */
  readonly book: ReadonlyMap<string, Rate>
  /** Why the council pays another price than the one in its book. */
  readonly reason: string
  readonly askedBy: string
  readonly by: string
}

/** A price needs a reason and two people: whoever asked for it at the provider, and whoever agrees to it at the council. */
export function mayAcceptCounter(accepting: Accepting): Outcome<readonly CounterLine[], CounterRefusal> {
  const { counter, reason, askedBy, by } = accepting
  if (counter === undefined) return refused({ code: 'nothing-expected' })
  if (askedBy === by) return refused({ code: 'own-price' })
  if (!asksForPrice(counter)) return done(counter)
  if (counter.some((line) => isTooHigh(accepting, line))) return refused({ code: 'price-too-high' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  return reason.length > LONGEST_REASON ? refused({ code: 'reason-too-long' }) : done(counter)
}

/** Without a price in the book there is nothing to measure by, and the price is set there first. Less than was offered is never too high. */
function isTooHigh({ offer, book }: Pick<Accepting, 'offer' | 'book'>, { packageId, price }: CounterLine): boolean {
  if (price === null) return false
  const line = offer.lines.find((one) => one.packageId === packageId)
  const offered = line && firstPrice(line)
  if (offered !== undefined && price <= offered) return false
  const asked = book.get(packageId)
  return asked === undefined || price * 100n > asked * (100n + MOST_PERCENT_MORE)
}
