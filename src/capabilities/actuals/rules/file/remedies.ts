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

export const remedyKinds = [
  'comment',
  'visits',
  'extra',
  'missed',
  'frustrated',
  'replace',
  'as-planned',
  'again',
  'drop',
] as const

type Said = { readonly remedy: (typeof remedyKinds)[number]; readonly text: string; readonly count: string }

/** What somebody chose and wrote; undefined where the words or the number are missing. */
export function readRemedy({ remedy, text, count }: Said): Remedy | undefined {
  if (remedy === 'comment') return text.trim() === '' ? undefined : { kind: 'comment', text: text.trim() }
  if (remedy === 'visits') return /^\d{1,4}$/.test(count.trim()) ? { kind: 'visits', count: Number(count) } : undefined
  return remedy === 'extra' || remedy === 'missed' || remedy === 'frustrated'
    ? { kind: 'difference', into: remedy, text: text.trim() }
    : { kind: remedy }
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
