import { isAfter, type LocalDate } from '../../../core/dates.ts'

export type PolicyKind = 'acceptable-use' | 'user-access'
export const policyKinds: readonly PolicyKind[] = ['acceptable-use', 'user-access']

export const policyNames: Readonly<Record<PolicyKind, string>> = {
  'acceptable-use': 'Acceptable use policy',
  'user-access': 'User access policy',
}

/** Later is allowed while none of them is required yet. */
export function mayAcceptLater(due: readonly { readonly requiredFrom: LocalDate }[], today: LocalDate): boolean {
  return due.every(({ requiredFrom }) => isAfter(requiredFrom, today))
}

export function paragraphsOf(body: string): readonly string[] {
  return body
    .split(/\r?\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}

export type Change = { readonly kind: 'kept' | 'added' | 'removed'; readonly text: string }

/** Paragraph by paragraph: the fewest that came or went, in the order of reading. */
export function changesBetween(before: string, after: string): readonly Change[] {
  const [from, to] = [paragraphsOf(before), paragraphsOf(after)]
  const common = lengthsOfCommon(from, to)
  const changes: Change[] = []
  let [i, j] = [0, 0]
  while (i < from.length || j < to.length) {
    const [old, fresh] = [from[i], to[j]]
    if (old !== undefined && old === fresh) {
      changes.push({ kind: 'kept', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && (fresh === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      changes.push({ kind: 'removed', text: old })
      i += 1
    } else if (fresh !== undefined) {
      changes.push({ kind: 'added', text: fresh })
      j += 1
    }
  }
  return changes
}

/** The length of the longest common row of paragraphs from each pair of places on. */
function lengthsOfCommon(from: readonly string[], to: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: from.length + 1 }, () => Array.from({ length: to.length + 1 }, () => 0))
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const row = table[i]
      if (row === undefined) continue
      row[j] = from[i] === to[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  return table
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0
}
