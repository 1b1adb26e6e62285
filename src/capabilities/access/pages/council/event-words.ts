type Words = { readonly kind: 'joiner' | 'mover' | 'leaver'; readonly what: string }

const words: Readonly<Record<string, Words>> = {
  'people.admitted': { kind: 'joiner', what: 'Joined' },
  'people.place-ended': { kind: 'leaver', what: 'Place ended' },
  'people.granted': { kind: 'mover', what: 'Permissions given' },
  'people.grant-ended': { kind: 'mover', what: 'Permission ended' },
  'people.roles-changed': { kind: 'mover', what: 'Staff roles changed' },
  'people.cover-arranged': { kind: 'mover', what: 'Covers for somebody' },
  'people.cover-ended': { kind: 'mover', what: 'Cover ended' },
}

/** An act of the audit log as one says it, and on which of the three lists it belongs. */
export function eventWords(action: string): Words {
  return words[action] ?? { kind: 'mover', what: action }
}
