/** What may be done to every row with one cause at once. */
export type Remedy =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'visits'; readonly count: number }
  /** The difference between actual and plan goes here, and where nothing is said these words say why. */
  | { readonly kind: 'difference'; readonly into: 'extra' | 'missed' | 'frustrated'; readonly text: string }
  /** What is recorded now is looked at, and replaced. */
  | { readonly kind: 'replace' }
  | { readonly kind: 'as-planned' }
  | { readonly kind: 'again' }
  | { readonly kind: 'drop' }

/** Which remedies make sense for which cause, the likeliest first. Any row may be left out. */
export function remediesFor(code: string): readonly Remedy['kind'][] {
  return [...(remedies[code] ?? []), 'drop']
}

const remedies: Readonly<Record<string, readonly Remedy['kind'][]>> = {
  R06: ['replace'],
  R07: ['again'],
  R08: ['again'],
  R22: ['difference'],
  R24: ['as-planned'],
  R25: ['visits'],
  R26: ['comment'],
  R27: ['again'],
}
