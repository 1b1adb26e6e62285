import { z } from 'zod'
import type { RowFault, Submission } from '../../rules/judge.ts'
import { readEntry } from '../../rules/typed-entry.ts'
import type { TypedEntry } from '../../rules/typed-entry.ts'

/** Fills one row from the same package's week before, or its reason from the row above, and keeps all as a draft. */
const Repeat = z
  .string()
  .regex(/^(week-before|row-above)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((act) => {
    const from = act.startsWith('week-before') ? ('week-before' as const) : ('row-above' as const)
    return { from, packageId: act.slice(from.length + 1) }
  })

/** A sheet as a browser sends it: the boxes of each row are named by its package. */
export const SentSheet = z
  .looseObject({
    act: z.union([z.enum(['draft', 'confirm', 'confirm-selected', 'undo', 'undo-selected', 'amend']), Repeat]),
  })
  .transform(({ act, ...rest }) => {
    const typed = stringsIn(rest)
    return typeof act === 'string' ? { act, typed } : { act: 'draft' as const, repeat: act, typed }
  })
export type SentSheet = z.infer<typeof SentSheet>

type Entries = readonly Omit<Submission, 'base'>[]

const VERSION = /^version-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const MOST_ROWS = 200

function stringsIn(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string'),
  )
}

/**
 * The rows that are meant, and the boxes that cannot be read as a quantity. A row that waits for the council is kept as
 * it was typed and not confirmed with the others: it is confirmed by itself.
 */
export function readSheet(
  { act, typed }: SentSheet,
  parked: { readonly has: (packageId: string) => boolean } = new Set<string>(),
): {
  readonly entries: Entries
  readonly faults: readonly RowFault[]
} {
  const packageIds = Object.keys(typed)
    .flatMap((name) => VERSION.exec(name)?.[1] ?? [])
    .filter((packageId) => !act.endsWith('-selected') || typed[`select-${packageId}`] !== undefined)
    .slice(0, MOST_ROWS)
  const read = packageIds.map((packageId) => ({ packageId, entry: readEntry(typedEntry(typed, packageId)) }))
  return {
    entries: read.flatMap(({ packageId, entry }) =>
      entry.ok
        ? [
            {
              packageId,
              basedOn: versionOf(typed, packageId),
              entry: entry.value,
              intent: act === 'confirm' && parked.has(packageId) ? 'draft' : intentOf(act),
            },
          ]
        : [],
    ),
    faults: read.flatMap(({ packageId, entry }) =>
      entry.ok ? [] : entry.refusal.faults.map((fault) => ({ packageId, fault })),
    ),
  }
}

/** The version of each row that a page showed, by package. */
export function shownVersions(body: unknown): ReadonlyMap<string, number> {
  const typed = stringsIn(z.looseObject({}).parse(body))
  return new Map(
    Object.keys(typed).flatMap((name) => {
      const packageId = VERSION.exec(name)?.[1]
      return packageId === undefined ? [] : [[packageId, versionOf(typed, packageId)] as const]
    }),
  )
}

function intentOf(act: SentSheet['act']): Submission['intent'] {
  if (act === 'undo' || act === 'undo-selected') return 'undo'
  return act === 'confirm-selected' ? 'confirm' : act
}

function typedEntry(typed: Readonly<Record<string, string>>, packageId: string): TypedEntry {
  const box = (field: string) => typed[`${field}-${packageId}`] ?? ''
  return {
    frustrated: box('frustrated'),
    missed: box('missed'),
    extra: box('extra'),
    visits: box('visits'),
    comment: box('comment'),
    reason: typed[`reason-${packageId}`],
  }
}

/** A version that no page of ours could show was never seen by anyone. */
function versionOf(typed: Readonly<Record<string, string>>, packageId: string): number {
  const version = Number(typed[`version-${packageId}`])
  return Number.isSafeInteger(version) && version >= 0 && version < 2 ** 31 ? version : 2 ** 31 - 1
}
