import type { Terms, TermsByDate } from '../../../store/terms.ts'

export function termsText(terms: Terms & Partial<Pick<TermsByDate, 'recording'>>): string {
  if (terms.recording === 'none') return 'Nights, from the dates of the stay'
  if (terms.paymentTerms === 'planned') return 'What is planned, whatever is delivered'
  return `What is delivered, and ${String(terms.frustratedPercent)}% of what was planned but missed by the person (frustrated)`
}
