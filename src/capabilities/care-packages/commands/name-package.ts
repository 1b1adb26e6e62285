import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { findNamed, recordOwnReference } from '../store/own-reference.ts'
import { getPackage } from '../store/package.ts'
import { lockPackages } from '../store/recordable.ts'

export const LONGEST_OWN_REFERENCE = 40

export type NamePackage = {
  readonly packageId: string
  /** As it was on the screen, so that nobody overwrites what was entered meanwhile. */
  readonly shown: string
  /** Empty takes it away. */
  readonly ownReference: string
}
export type NameRefusal =
  { readonly code: 'changed' | 'too-long' } | { readonly code: 'taken'; readonly reference: string }

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
  if (care.ownReference !== shown) return refused({ code: 'changed' })
  const other = await findNamed(tx, packageId, ownReference)
  if (other !== undefined) return refused({ code: 'taken', reference: other })
  await recordOwnReference(tx, packageId, ownReference)
  await work.audit('package.named', { type: 'package', id: packageId }, { ownReference })
  return done(null)
}
