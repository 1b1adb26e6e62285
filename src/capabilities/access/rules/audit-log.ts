/** What somebody looks for in the log. */
export const logTopics = ['everything', 'coming-in', 'refused', 'people', 'restricted', 'changes'] as const
export type LogTopic = (typeof logTopics)[number]

export const topicNames: Readonly<Record<LogTopic, string>> = {
  everything: 'Everything',
  'coming-in': 'Signing in, and people’s own accounts',
  refused: 'Refused: sign-ins, pages and acts',
  people: 'Permissions, roles, places and keys',
  restricted: 'Restricted people: who looked, and who may',
  changes: 'All other changes',
}

/** How an action of the chained log begins: who may come in and what they may do. */
export const aboutPeople = ['people', 'acting', 'api-key', 'scim', 'single-sign-on'] as const
export const aboutRestricted = ['restricted-person'] as const
export const refusedActions = ['api-key.refused', 'single-sign-on.refused'] as const

/** Refusals among what the doors write. */
export const refusedEvents = [
  'sign-in-refused',
  'sign-in-throttled',
  'locked',
  'proof-refused',
  'not-found',
  'not-permitted',
] as const

/** As much of the log as is read at once: a search through years would keep others waiting. */
export const LONGEST_DAYS = 92

/** Where a page of the log ends: entries of one moment are told apart by what kind they are and their own order. */
export type LogPlace = { readonly at: Date; readonly source: 'event' | 'entry'; readonly id: string }
type Placed = { readonly place: LogPlace }

/** Two sorted lists as one, newest first; of the same moment the events of the doors come first. */
export function mergeLogs<T extends Placed>(events: readonly T[], entries: readonly T[], most: number): readonly T[] {
  const merged: T[] = []
  let [i, j] = [0, 0]
  while (merged.length < most) {
    const [event, entry] = [events[i], entries[j]]
    if (event === undefined && entry === undefined) break
    const takesEvent = entry === undefined || (event !== undefined && event.place.at >= entry.place.at)
    const next = takesEvent ? event : entry
    if (next !== undefined) merged.push(next)
    if (takesEvent) i += 1
    else j += 1
  }
  return merged
}
