import { quantityText } from '../../../../core/decimal.ts'
import { formatDay, formatRate } from '../../../../core/format.ts'
import type { BlockTerms } from '../../store/contract-proposals.ts'
import type { Terms, TermsByDate, TermsChange } from '../../store/terms.ts'

export function termsText(
  terms: Pick<Terms, 'paymentTerms' | 'frustratedPercent'> & Partial<Pick<TermsChange, 'recording'>>,
): string {
  if (terms.recording === 'none') return 'Nights, from the dates of the stay'
  if (terms.paymentTerms === 'planned') return 'What is planned, whatever is delivered'
  return `What is delivered, and ${String(terms.frustratedPercent)}% of what was planned but missed by the person (frustrated)`
}

export const RECORDING_WORDS: Readonly<Record<TermsByDate['recording'], string>> = {
  weekly: 'Amounts for each week',
  timetabled: 'Visits of a timetable, ticked',
  visits: 'Visits as call monitoring logged them',
  none: 'Not at all: nights follow from the dates of each stay',
}

/** What else a change says, after what it pays on. */
export function moreTermsText({ recording, paidBy, stepMinutes, signGate }: TermsChange): string {
  const parts = [
    ...(recording === null ? [] : [RECORDING_WORDS[recording].toLowerCase()]),
    ...(paidBy === null ? [] : [paidBy === 'invoice' ? 'paid by invoice' : 'paid each period without an invoice']),
    ...(stepMinutes === null ? [] : [`steps of ${String(stepMinutes)} minutes`]),
    ...(signGate === null ? [] : [signGate ? 'signed first' : 'not signed first']),
  ]
  return parts.length === 0 ? '' : `; ${parts.join('; ')}`
}

/** '100 hours a week at £21.50 each, from 1 April 2026.' */
export function blockText({ from, weekly, unit, price, missedCounts }: BlockTerms): string {
  const missed = `Care that the provider missed ${missedCounts ? 'counts' : 'does not count'} as used.`
  return `${quantityText(weekly)} ${unit}s a week at ${formatRate(price)} each, from ${formatDay(from)}. ${missed}`
}
