import type { Work } from '../../../platform/work.ts'
import { recordActive } from '../store/recordable.ts'

/** What is offered to a provider is commissioned: authorised packages become active, so that agreeing is all they wait for. */
export async function activatePackages(work: Work, ids: readonly string[]): Promise<void> {
  const activated = await recordActive(work.tx, ids, work.now)
  for (const id of activated)
    await work.audit('package.activated', { type: 'package', id }, { cause: 'agreement published' })
  // Visits that were logged before the care was commissioned wait for it.
  const { councilId } = work.tx
  if (activated.length > 0)
    await work.enqueue('actuals.match-visits', { councilId }, { key: `match-visits:${councilId}` })
}
