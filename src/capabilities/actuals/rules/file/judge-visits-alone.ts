import type { ReadCarer, ReadVisit } from './visit-rows.ts'

/** A file of visits or carers judged by itself: what can be known without the council's record, its packages and carers. */
export class AloneVisitJudge {
  readonly #seen = new Map<string, number>()
  readonly #busy = new Map<string, { readonly from: number; readonly until: number }[]>()

  judge(row: ReadVisit | ReadCarer): readonly string[] {
    if (row.faults.length > 0) return row.faults
    const first = this.#seen.get(row.reference)
    if (first !== undefined) return [`R05:line:${String(first)}`]
    this.#seen.set(row.reference, row.line)
    return 'carerRef' in row && this.#isElsewhere(row) ? ['R41:actual_start'] : []
  }

  /** Of two visits of one carer at one time, the one further down: which of them begins later is known at the end. */
  #isElsewhere({ carerRef, day, busyFrom: from, busyUntil: until }: ReadVisit): boolean {
    if (from === null || until === null) return false
    const key = `${carerRef} ${day ?? ''}`
    const known = this.#busy.get(key) ?? []
    const clashes = known.some((other) => from < other.until && other.from < until)
    if (!clashes) this.#busy.set(key, [...known, { from, until }])
    return clashes
  }
}
