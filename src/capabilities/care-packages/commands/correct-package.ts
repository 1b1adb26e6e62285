import type { Work } from '../../../platform/work.ts'
import { correctVersion, type Correction } from '../rules/correction.ts'
import type { Package } from '../rules/package.ts'
import { recordVersions } from '../store/variations.ts'

/** Puts the newest version right by one more, with the cause that says so. Part of correcting what was published about it. */
export async function correctPackage(work: Work, care: Package, correction: Correction): Promise<void> {
  const change = correctVersion(care, correction)
  await recordVersions(work.tx, care, change)
  const version = Math.max(...change.added.map((one) => one.version))
  await work.audit('package.corrected', { type: 'package', id: care.id }, { version })
}
