import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import {
  judgeNaming,
  LONGEST_OWN_REFERENCE,
  type Nameable,
  type Naming,
  type NamingRow,
} from '../rules/own-reference.ts'
import { findNamed, lockNameable, recordOwnReference } from '../store/own-reference.ts'
import { getPackage } from '../store/package.ts'
import { lockPackages } from '../store/recordable.ts'

export type NamePackage = {
  readonly packageId: string
  /** As it was on the screen, so that nobody overwrites what was entered meanwhile; a program says what is to hold. */
  readonly shown?: string
  /** Empty takes it away. */
  readonly ownReference: string
}
export type NameRefusal =
  | { readonly code: 'changed' | 'too-long' }
  /** Without a reference where whoever asks cannot see the other package. */
  | { readonly code: 'taken'; readonly reference: string | undefined }

/** The provider's own name for a package, by which its files and programs find it. No two packages have the same. */
export async function namePackage(
  work: Work,
  { packageId, shown, ownReference }: NamePackage,
): Promise<Outcome<null, NameRefusal>> {
  const { tx } = work
  const reach = { providerId: tx.providerId }
  await lockPackages(tx, reach, [packageId])
  const care = await getPackage(tx, reach, packageId)
  if (ownReference.length > LONGEST_OWN_REFERENCE) return refused({ code: 'too-long' })
  if (shown !== undefined && care.ownReference !== shown) return refused({ code: 'changed' })
  if (care.ownReference === ownReference) return done(null)
  if (!(await recordOwnReference(tx, packageId, ownReference)))
    return refused({ code: 'taken', reference: await findNamed(tx, packageId, ownReference) })
  await work.audit('package.named', { type: 'package', id: packageId }, { ownReference })
  return done(null)
}

export type NamedRow = NamingRow & { readonly result: 'named' | 'unchanged' | 'refused'; readonly reason: string }

/** The names of many packages, from a file: each row is judged by itself, and a refused one holds no other back. */
export async function namePackages(
  work: Work,
  rows: readonly NamingRow[],
): Promise<Outcome<readonly NamedRow[], never>> {
  const references = rows.map(({ reference }) => reference)
  const known = new Map((await lockNameable(work.tx, references)).map((care) => [care.reference, care]))
  const judged = judgeNaming(rows, known)
  const named = await nameAll(work, judged)
  const list = [...named].map(({ reference, ownReference }) => `${reference}: ${ownReference}`)
  if (list.length > 0) await work.audit('packages.named', { type: 'provider', id: work.tx.providerId }, { named: list })
  const results: NamedRow[] = []
  for (const naming of judged) results.push(await resultOf(work, naming, named))
  return done(results)
}

/** Rows whose name is still another's wait for that one to be renamed further down, until no more come free. */
async function nameAll({ tx }: Work, judged: readonly Naming[]): Promise<ReadonlySet<NamingRow>> {
  const named = new Set<NamingRow>()
  let waiting = judged.flatMap((one) => (one.fault === undefined && one.isNew ? [one] : []))
  let before: number
  do {
    before = waiting.length
    const left: typeof waiting = []
    for (const one of waiting)
      if (await recordOwnReference(tx, one.care.id, one.row.ownReference)) named.add(one.row)
      else left.push(one)
    waiting = left
  } while (waiting.length > 0 && waiting.length < before)
  return named
}

async function resultOf({ tx }: Work, naming: Naming, named: ReadonlySet<NamingRow>): Promise<NamedRow> {
  const { row } = naming
  if (naming.fault !== undefined) return { ...row, result: 'refused', reason: naming.fault }
  if (named.has(row)) return { ...row, result: 'named', reason: '' }
  if (!naming.isNew) return { ...row, result: 'unchanged', reason: '' }
  const care: Nameable = naming.care
  return { ...row, result: 'refused', reason: takenWords(await findNamed(tx, care.id, row.ownReference)) }
}

export function takenWords(reference: string | undefined): string {
  const other = reference === undefined ? 'Another of your packages' : `Package ${reference}`
  return `${other} has this reference already. Enter another`
}
