import type { Work } from '../../../platform/work.ts'
import { correctVersions, type Correction } from '../rules/correction.ts'
import type { Package } from '../rules/package.ts'
import { recordVersions } from '../store/variations.ts'

/** Puts the plan that the package is at right by a new version, with the cause that says so. Part of correcting what was published about it. */
export async function correctPackage(work: Work, care: Package, correction: Correction): Promise<void> {
  const changes = correctVersions(care, correction)
  for (const change of changes) await recordVersions(work.tx, care, change)
  const version = Math.max(...changes.flatMap(({ added }) => added.map((one) => one.version)))
  await work.audit('package.corrected', { type: 'package', id: care.id }, { version })
}
