import type { PackFile } from './columns.ts'
import { fault, type Fault } from './faults.ts'

export type Header = {
  /** For each field of a line, the index of its column in the file's table. */
  readonly order: readonly number[]
  readonly faults: readonly Fault[]
}

/** Columns may come in any order and optional ones may be left out; anything else is said, with a likely cause. */
export function readHeader(file: PackFile, fields: readonly string[]): Header {
  const names = fields.map((name) => name.trim())
  const known = file.columns.map(({ name }) => name)
  const missing = file.columns.filter(({ name, required }) => required && !names.includes(name))
  const unknown = names.filter((name) => !known.includes(name))
  const repeated = names.filter((name, index) => known.includes(name) && names.indexOf(name) !== index)
  return {
    order: names.map((name) => known.indexOf(name)),
    faults: [
      ...missing.map(({ name }) => {
        const called = nearest(name, unknown)
        const also = called === undefined ? {} : { also: `This column is called ${called}; did you mean ${name}?` }
        return fault(file.name, 1, 'missing-column', { column: name, ...also })
      }),
      ...unknown.map((name) => {
        const near = nearest(
          name,
          known.filter((candidate) => !names.includes(candidate)),
        )
        return fault(file.name, 1, 'unknown-column', { column: name, ...(near === undefined ? {} : { also: near }) })
      }),
      ...repeated.map((column) => fault(file.name, 1, 'repeated-column', { column })),
    ],
  }
}

/** The likeliest of the candidates, when it is alike enough that a person would have meant it. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const plain = reduced(name)
  const scored = candidates
    .map((candidate) => ({ candidate, distance: editDistance(plain, reduced(candidate)) }))
    .sort((a, b) => a.distance - b.distance)
  const best = scored[0]
  if (best === undefined) return undefined
  const longest = Math.max(plain.length, reduced(best.candidate).length)
  return best.distance <= Math.max(2, Math.floor(longest * 0.4)) ? best.candidate : undefined
}

const synonyms: Readonly<Record<string, string>> = {
  ssref: 'personref',
  cpli: 'cpliref',
  surname: 'familyname',
  forename: 'givenname',
  dob: 'bornon',
  nhsno: 'nhsnumber',
}

/** Without case, spaces, underscores and a trailing number; words of other systems become ours. */
function reduced(name: string): string {
  const plain = name
    .slice(0, 80)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return synonyms[plain] ?? plain
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    above = row
  }
  return above[b.length] ?? 0
}
