import { done, refused, type Outcome } from '../../../core/outcome.ts'

const LONGEST = 40
// Letters, digits and what invoice numbers are written with; no sign that a spreadsheet would run.
const ALLOWED = /^[\p{L}\p{N}][\p{L}\p{N} ./_#-]*$/u

export type OwnNumberRefusal =
  | { readonly code: 'own-number-long'; readonly longest: number }
  | { readonly code: 'own-number-odd' }
  | { readonly code: 'own-number-taken' }

/** The provider's own invoice number, if it has one: nothing typed means none. */
export function parseOwnNumber(text: string): Outcome<string | null, OwnNumberRefusal> {
  const number = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  if (number === '') return done(null)
  if (number.length > LONGEST) return refused({ code: 'own-number-long', longest: LONGEST })
  return ALLOWED.test(number) ? done(number) : refused({ code: 'own-number-odd' })
}
