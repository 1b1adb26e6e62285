import { isAfter } from '../../../core/dates.ts'
import type { Work } from '../../../platform/work.ts'
import { getChange, lockChange, recordStep } from '../store/changes.ts'
import { applyNewValue, lockCurrentValue } from './current-value.ts'

const everyone = { providerId: undefined }

/** An approved change on its day. A second run finds it applied and does nothing. */
export async function applyApprovedChange(work: Work, { id }: { readonly id: string }): Promise<void> {
  const { tx, now, today, actor } = work
  await lockCurrentValue(tx, await getChange(tx, everyone, id))
  const change = await lockChange(tx, everyone, id)
  if (change.status !== 'approved' || isAfter(change.effectiveOn, today)) return
  await applyNewValue(tx, change)
  await recordStep(tx, change, { status: 'applied', ended: { name: actor.name, at: now } })
  await work.audit('organisation.change-applied', { type: 'organisation-change', id }, { field: change.field })
}
