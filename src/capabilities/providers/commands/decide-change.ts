import { done, type Outcome } from '../../../core/outcome.ts'
import { londonInstant } from '../../../platform/clock.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { decide, type DecideRefusal, type Decision } from '../rules/change.ts'
import { lockChange, recordStep, getChange } from '../store/changes.ts'
import { applyNewValue, lockCurrentValue } from './current-value.ts'
import { tellProvider } from './tell-provider.ts'

type DecideChange = { readonly changeId: string; readonly shownVersion: number; readonly decision: Decision }
type Decided = 'approved' | 'applied' | 'rejected'

/** Approved, it is applied on its day: at once when that has come, else by the job. */
export async function decideChange(
  work: Work,
  { changeId, shownVersion, decision }: DecideChange,
): Promise<Outcome<Decided, DecideRefusal>> {
  const { tx, now, today, accountId, actor } = work
  // The organisation or service first, as whoever asks for a change locks it first too.
  const valueNow = await lockCurrentValue(tx, await getChange(tx, everyone, changeId))
  const change = await lockChange(tx, everyone, changeId)
  const decided = decide(change, decision, { shown: shownVersion, by: accountId, today, valueNow })
  if (!decided.ok) return decided

  const status = decided.value
  const reason = decision.reason.trim()
  await recordStep(tx, change, {
    status,
    decided: { by: accountId, name: actor.name, at: now, reason },
    ...(status === 'applied' ? { ended: { name: actor.name, at: now } } : {}),
  })
  if (status === 'applied') await applyNewValue(tx, change)
  if (status === 'approved')
    await work.enqueue(
      'providers.apply-change',
      { councilId: tx.councilId, id: changeId },
      { key: `apply:${changeId}`, runAt: londonInstant(change.effectiveOn, '00:05') },
    )
  await work.audit(
    `organisation.change-${status}`,
    { type: 'organisation-change', id: changeId },
    { field: change.field, from: change.oldValue, to: change.newValue, reason },
  )
  await tellProvider(work, change.providerId, status === 'rejected' ? 'change-rejected' : 'change-approved')
  await notify(work, {
    event: 'organisation-change.answered',
    to: { kind: 'administrators', providerId: change.providerId },
    text: `The council has ${status === 'rejected' ? 'rejected' : 'approved'} a change of your organisation’s details.`,
    href: `/provider/organisation/requests/${changeId}`,
    key: `organisation-change:${changeId}`,
  })
  return done(status)
}

const everyone = { providerId: undefined }
