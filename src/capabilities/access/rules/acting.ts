/** Hours for which an officer may act for a provider at a time; the table allows no more than eight. */
export const ACTING_HOURS = [1, 2, 4] as const
export const LONGEST_REASON = 2_000

export type ActingRefusal = { readonly code: 'reason-missing' | 'provider-ended' }
