/** What of the list can be chosen; person and reference are always there. */
export const CHOOSABLE = ['service', 'level', 'planned', 'price', 'cost', 'dates', 'state'] as const
export type Choosable = (typeof CHOOSABLE)[number]

/** Nothing chosen means everything. */
export function isChosen(chosen: readonly Choosable[], column: Choosable | undefined): boolean {
  return column === undefined || chosen.length === 0 || chosen.includes(column)
}
