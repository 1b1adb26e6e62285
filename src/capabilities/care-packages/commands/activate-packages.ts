import type { Work } from '../../../platform/work.ts'
import { recordActive } from '../store/recordable.ts'

/** What is offered to a provider is commissioned: authorised packages become active, so that agreeing is all they wait for. */
export async function activatePackages(work: Work, ids: readonly string[]): Promise<void> {
  for (const id of await recordActive(work.tx, ids, work.now))
    await work.audit('package.activated', { type: 'package', id }, { cause: 'agreement published' })
}
