import { nightsAwayText, type NightsTier } from '../../../core/absence-tiers.ts'
import { daysBetween, isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { formatDay, formatPounds } from '../../../core/format.ts'
import { divideHalfAwayFromZero, pence, type Pence } from '../../../core/money.ts'
import { countText, nightsAfter } from '../../../core/nights-after.ts'
import type { ContractTerms, Package } from './package.ts'
import { isFarAhead } from './far-ahead.ts'
import { inForceOn, priceSteps, stepOn } from './price-steps.ts'

export const LIFE_EVENTS = ['hospital', 'death', 'moved'] as const
export type LifeEventKind = (typeof LIFE_EVENTS)[number]

export type Happened = {
  readonly kind: LifeEventKind
  /** First day away, day of death, or last day of care. */
  readonly happenedOn: LocalDate
  /** The day of coming back, where it is known. */
  readonly backOn: LocalDate | null
}
export type HappenedFault =
  'in-the-future' | 'before-care' | 'after-care' | 'far-ahead' | 'back-before' | 'back-far-ahead'

export function happenedFaults(
  care: Package,
  { kind, happenedOn, backOn }: Happened,
  today: LocalDate,
): readonly HappenedFault[] {
  const faults: readonly (readonly [boolean, HappenedFault])[] = [
    [kind === 'death' && isAfter(happenedOn, today), 'in-the-future'],
    [isBefore(happenedOn, care.startsOn), 'before-care'],
    [care.endsOn !== null && isAfter(happenedOn, care.endsOn), 'after-care'],
    [kind !== 'death' && isFarAhead(happenedOn, today), 'far-ahead'],
    [backOn !== null && isBefore(backOn, happenedOn), 'back-before'],
    [backOn !== null && isFarAhead(backOn, today), 'back-far-ahead'],
  ]
  return faults.flatMap(([isFault, fault]) => (isFault ? [fault] : []))
}

/** What so many days away are worth, in words: the rules of absences, which a later capability keeps. */
export type QuoteAbsence = (away: {
  readonly days: bigint
  readonly weekly: Pence
  readonly tiers: readonly NightsTier[]
  readonly unit: 'night' | 'day'
}) => readonly string[]

/** What it does to pay, said before it is sent. */
export function payEffect(care: Package, happened: Happened, quote: QuoteAbsence): readonly string[] {
  const { kind, happenedOn } = happened
  const step = stepOn(priceSteps(care), happenedOn)
  if (step === undefined) return ['There is no price for this care, so there is no payment to change.']
  if (kind === 'hospital') return awayEffect(care, happened, { weekly: step.weekly, quote })
  return [
    ...endEffect(care, { kind, happenedOn }, step.weekly),
    `What is planned after it, ${formatPounds(step.weekly)} a week, stops when the council has ended the care.`,
  ]
}

type Ended = { readonly kind: 'death' | 'moved'; readonly happenedOn: LocalDate }
const WHERE = { death: 'where the person has died', moved: 'where the person leaves' } as const

/** Up to when it is paid, and what the contract pays after that. */
function endEffect(care: Package, { kind, happenedOn }: Ended, weekly: Pence): readonly string[] {
  const terms = inForceOn(care.terms, happenedOn)
  const day = formatDay(happenedOn)
  const owed = 'If you are owed more, say so below.'
  if (terms?.recording !== 'none')
    return [`Care is paid up to and with ${day}.`, `The contract pays no care after it. ${owed}`]
  const nights = nightsAfter(kind, terms)
  const paidTo = `Nights are paid up to the one before ${day}.`
  if (nights === 0) return [paidTo, `The contract pays no night after it ${WHERE[kind]}. ${owed}`]
  const worth = pence(divideHalfAwayFromZero(weekly * BigInt(nights), 7n))
  const rule = `After it the contract pays ${countText(nights)} more ${WHERE[kind]}, ${formatPounds(worth)} at the price of that day.`
  return [paidTo, `${rule} ${owed}`]
}

type Quoted = { readonly weekly: Pence; readonly quote: QuoteAbsence }

function awayEffect(care: Package, { happenedOn, backOn }: Happened, { weekly, quote }: Quoted): readonly string[] {
  const terms = inForceOn(care.terms, happenedOn)
  const isStay = terms?.recording === 'none'
  const days = backOn === null ? 7n : BigInt(Math.max(0, daysBetween(happenedOn, backOn)))
  return [
    ruleText(terms),
    ...(backOn === null ? ['The day of coming back is not known yet. For each week away:'] : []),
    ...quote({ days, weekly, tiers: tiersOf(terms), unit: isStay ? 'night' : 'day' }),
  ]
}

/** Where there are no tiers one share is paid, as long as it lasts. */
function tiersOf(terms: ContractTerms | undefined): readonly NightsTier[] {
  if (terms === undefined) return [{ upTo: null, percent: 0 }]
  if (terms.recording === 'none' && terms.absenceTiers.length > 0) return terms.absenceTiers
  const isOnPlan = terms.recording === 'none' || terms.paymentTerms === 'planned'
  return [{ upTo: null, percent: isOnPlan ? 100 : terms.frustratedPercent }]
}

function ruleText(terms: ContractTerms | undefined): string {
  if (terms?.recording === 'none') return stayText(terms.absenceTiers)
  if (terms?.paymentTerms === 'planned') return 'The contract pays what is planned, so the absence changes nothing.'
  const percent = String(terms?.frustratedPercent ?? 0)
  return `Record the planned care of these days as frustrated: the contract pays ${percent}% of it.`
}

function stayText(tiers: readonly NightsTier[]): string {
  return tiers.length === 0
    ? 'The place is kept: nights are paid by the dates of the package until the council ends or changes it.'
    : `${nightsAwayText(tiers)}. It counts once the council has noted that the person is away.`
}
