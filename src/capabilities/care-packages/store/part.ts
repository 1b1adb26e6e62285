/** So many rows of a list after one that was seen: the row may have moved on since, and is still found. */
export type Part = { readonly after: string | undefined; readonly rows: number }
/** The list as a file. */
export const WHOLE: Part = { after: undefined, rows: 20_000 }
