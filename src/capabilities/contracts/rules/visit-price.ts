import { isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { overMidnight, type BandDay, type SaidBand, type SaidVisitPrices } from '../../../core/visit-prices.ts'

/** The line as it stands on the day from which prices of visits are to hold. */
export type VisitLineNow = {
  readonly unit: string
  readonly contractStartsOn: LocalDate
  readonly contractEndsOn: LocalDate | null
  readonly hasProposal: boolean
  readonly hasHourlyPrice: boolean
  readonly recording: 'weekly' | 'timetabled' | 'visits' | 'none' | null
  readonly paymentTerms: 'actual' | 'planned' | null
  readonly standing: SaidVisitPrices | null
}
/** Null ends what holds. */
type Proposal = { readonly fromOn: LocalDate; readonly prices: SaidVisitPrices | null; readonly reason: string }

export type VisitPriceFault =
  | { readonly code: 'nothing-said' }
  | { readonly code: 'length-twice'; readonly place: number; readonly minutes: number }
  | { readonly code: 'overlap'; readonly place: number; readonly before: number; readonly kind: BandDay }
export type ProposeVisitsRefusal =
  | VisitPriceFault
  | {
      readonly code:
        | 'not-by-hour'
        | 'already-waiting'
        | 'before-contract'
        | 'after-contract'
        | 'reason-missing'
        | 'no-hourly-price'
        | 'not-by-visits'
        | 'pays-plan'
        | 'same-prices'
        | 'nothing-to-end'
    }

/** The first reason why the prices may not be sent to a second person. */
export function proposeVisitPrices(line: VisitLineNow, proposal: Proposal): Outcome<null, ProposeVisitsRefusal> {
  const { prices, reason } = proposal
  const fault = lineFault(line, proposal.fromOn) ?? (prices === null ? endFault(line) : pricesFault(line, prices))
  if (fault !== undefined) return refused(fault)
  return reason.trim() === '' ? refused({ code: 'reason-missing' }) : done(null)
}

function lineFault(line: VisitLineNow, fromOn: LocalDate): ProposeVisitsRefusal | undefined {
  if (line.unit !== 'hour') return { code: 'not-by-hour' }
  if (line.hasProposal) return { code: 'already-waiting' }
  if (isBefore(fromOn, line.contractStartsOn)) return { code: 'before-contract' }
  return line.contractEndsOn !== null && isBefore(line.contractEndsOn, fromOn) ? { code: 'after-contract' } : undefined
}

function endFault({ standing }: VisitLineNow): ProposeVisitsRefusal | undefined {
  return standing === null ? { code: 'nothing-to-end' } : undefined
}

/** Time outside every band falls to the hourly price; without one a week could not be paid. */
function pricesFault(line: VisitLineNow, prices: SaidVisitPrices): ProposeVisitsRefusal | undefined {
  const fault = findVisitPriceFault(prices)
  if (fault !== undefined) return fault
  if (line.recording !== 'visits' && line.recording !== 'timetabled') return { code: 'not-by-visits' }
  if (line.paymentTerms === 'planned') return { code: 'pays-plan' }
  if (!line.hasHourlyPrice) return { code: 'no-hourly-price' }
  return line.standing !== null && textOf(line.standing) === textOf(prices) ? { code: 'same-prices' } : undefined
}

/** Whatever order their fields are kept in. */
function textOf({ split, fixed, bands }: SaidVisitPrices): string {
  const lengths = fixed.map(({ minutes, price }) => [minutes, price])
  return JSON.stringify([split, lengths, bands.map(({ days, from, until, price }) => [days, from, until, price])])
}

/** What is wrong in the prices themselves; places count from 0. */
export function findVisitPriceFault({ fixed, bands }: SaidVisitPrices): VisitPriceFault | undefined {
  if (fixed.length + bands.length === 0) return { code: 'nothing-said' }
  const twice = fixed.findIndex(({ minutes }, place) => fixed.slice(0, place).some((one) => one.minutes === minutes))
  if (twice >= 0) return { code: 'length-twice', place: twice, minutes: fixed[twice]?.minutes ?? 0 }
  for (const [place, band] of bands.entries())
    for (const [before, other] of bands.slice(0, place).entries()) {
      const kind = sharedDay(band, other)
      if (kind !== undefined && isSameTime(band, other)) return { code: 'overlap', place, before, kind }
    }
  return undefined
}

/** A named day and its weekday do not overlap: the more particular one wins. */
function sharedDay(one: SaidBand, other: SaidBand): BandDay | undefined {
  return one.days.find((kind) => other.days.includes(kind))
}

function isSameTime(one: SaidBand, other: SaidBand): boolean {
  return overMidnight(one).some((part) =>
    overMidnight(other).some((its) => part.from < its.until && its.from < part.until),
  )
}
