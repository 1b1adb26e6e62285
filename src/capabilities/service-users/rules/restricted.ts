/** Hours for which somebody may look on their own word; what is needed for longer is for the data guardian to allow. */
export const GLASS_HOURS = [1, 4, 12] as const
export const LONGEST_REASON = 2_000

export type RestrictRefusal = {
  readonly code: 'no-such-person' | 'restricted-already' | 'reason-missing'
}
export type LiftRefusal = { readonly code: 'not-restricted' | 'reason-missing' }
export type NameRefusal = {
  readonly code: 'not-restricted' | 'nobody-here' | 'yourself' | 'named-already' | 'reason-missing'
}
export type GlassRefusal = { readonly code: 'not-restricted' | 'may-see-already' | 'reason-missing' }

/** What everybody else reads in place of the name. The reference stays, because work is done by it. */
export const MASK = 'Restricted person'
