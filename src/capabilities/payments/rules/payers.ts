import { chargeAtRatio, pence, quantity, PARTS_PER_UNIT, type Pence, type Rate } from '../../../core/money.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** What a place costs a week and who bears which part of it. All are weekly sums, in ten-thousandths of a pound. */
export type Placement = {
  /** The home's fee, with everything that anybody pays towards it. */
  readonly fee: Rate
  /** NHS-funded nursing care, paid by the NHS direct to the home. */
  readonly nursing: Rate
  /** Continuing health care and education money: others' parts of a joint placement. */
  readonly others: Rate
  /** The person's assessed contribution. */
  readonly contribution: Rate
  /** A third party's top-up for a dearer place, within the council's line. */
  readonly topUp: Rate
}
export type PayTerms = 'gross' | 'net'
export type PayerSplit = {
  /** The council's line: the fee less what the NHS and others pay direct. It is liable for all of it. */
  readonly line: Pence
  /** What it pays the home: all of its line, or less what the home collects. */
  readonly councilPays: Pence
  /** What the home collects from the person and the third party. */
  readonly homeCollects: Pence
}

/** So many nights of a placement, each sum rounded once; under net terms the parts add to the council's line. */
export function splitPayers(
  { fee, nursing, others, contribution, topUp }: Placement,
  { nights, terms }: { readonly nights: bigint; readonly terms: PayTerms },
): Outcome<PayerSplit, { readonly code: 'parts-exceed-fee' }> {
  const weekly = fee - nursing - others
  const collected = terms === 'net' ? contribution + topUp : 0n
  if (weekly < collected) return refused({ code: 'parts-exceed-fee' })
  const line = nightsAt(weekly, nights)
  const councilPays = nightsAt(weekly - collected, nights)
  return done({ line, councilPays, homeCollects: pence(line - councilPays) })
}

/**
 * The unit cost of Client Level Data: gross of the person's contribution, without third-party top-ups, nursing, health
 * and education money (guidance of February 2023).
 */
export function unitCost({ fee, nursing, others, topUp }: Placement): Pence {
  return nightsAt(fee - nursing - others - topUp, 7n)
}

function nightsAt(weekly: bigint, nights: bigint): Pence {
  return chargeAtRatio(quantity(PARTS_PER_UNIT), { numerator: weekly * nights, denominator: 7n })
}
