/** What the server said of a box that was sent to be kept. */
export type CellAnswer =
  | { readonly kind: 'saved'; readonly version: number; readonly statusText: string; readonly savedAt: string }
  | {
      readonly kind: 'refused'
      readonly texts: readonly { readonly cell: string; readonly text: string }[]
      /** What somebody else has made of the row meanwhile. */
      readonly standing: Standing | undefined
    }
  | { readonly kind: 'unreachable' }

export type Standing = { readonly version: number; readonly values: Readonly<Record<string, string>> }

/** Anything that is not an answer of ours counts as none: the box stays unsaved and is sent again. */
export function readAnswer(ok: boolean, said: unknown): CellAnswer {
  if (!isRecord(said)) return { kind: 'unreachable' }
  const { version, statusText, savedAt, faults, standing } = said
  if (ok)
    return typeof version === 'number'
      ? { kind: 'saved', version, statusText: textOf(statusText), savedAt: textOf(savedAt) }
      : { kind: 'unreachable' }
  if (!Array.isArray(faults)) return { kind: 'unreachable' }
  const texts = faults.flatMap((fault: unknown) =>
    isRecord(fault) ? [{ cell: textOf(fault['cell']), text: textOf(fault['text']) }] : [],
  )
  return { kind: 'refused', texts, standing: standingIn(standing) }
}

function standingIn(standing: unknown): Standing | undefined {
  if (!isRecord(standing)) return undefined
  const { version, values } = standing
  if (typeof version !== 'number' || !isRecord(values)) return undefined
  return { version, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)])) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
