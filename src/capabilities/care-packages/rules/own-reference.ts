export const LONGEST_OWN_REFERENCE = 40
/** Rows of one file of own references. */
export const MOST_NAMED = 1_000

/** One row of a file: which package, and what its provider calls it. */
export type NamingRow = {
  /** As a spreadsheet numbers it: the headings are row 1. */
  readonly line: number
  readonly reference: string
  readonly ownReference: string
}
export type Nameable = { readonly id: string; readonly reference: string; readonly ownReference: string }

export type Naming = { readonly row: NamingRow } & (
  { readonly fault: string } | { readonly fault: undefined; readonly care: Nameable; readonly isNew: boolean }
)

/** One sentence for the first thing that is wrong with a row. An empty name leaves the package as it is. */
export function judgeNaming(rows: readonly NamingRow[], known: ReadonlyMap<string, Nameable>): readonly Naming[] {
  const seen = new Map<string, number>()
  return rows.map((row): Naming => {
    const before = seen.get(row.reference)
    seen.set(row.reference, before ?? row.line)
    const care = known.get(row.reference)
    if (row.reference === '') return { row, fault: 'Enter the reference of the package' }
    if (care === undefined) return { row, fault: 'None of your packages has this reference' }
    if (before !== undefined) return { row, fault: `Row ${String(before)} names this package already` }
    if (row.ownReference.length > LONGEST_OWN_REFERENCE)
      return { row, fault: `Your reference must be ${String(LONGEST_OWN_REFERENCE)} characters or fewer` }
    const isNew = row.ownReference !== '' && row.ownReference !== care.ownReference
    return { row, fault: undefined, care, isNew }
  })
}
