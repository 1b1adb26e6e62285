import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { lockChange, recordTold } from '../store/changes.ts'

/** That something waits, while it still does; a second run finds that it was said. */
export async function tellReviewers(work: Work, { id }: { readonly id: string }): Promise<void> {
  const change = await lockChange(work.tx, { providerId: undefined }, id)
  if (change.status !== 'submitted' || !(await recordTold(work.tx, id, work.now))) return
  await notify(work, {
    event: 'organisation-change.waiting',
    to: { kind: 'staff', roles: ['portal-administration'] },
    text: 'A provider asks for a change of its details.',
    href: `/council/organisation-changes/${id}`,
    key: `organisation-change:${id}`,
  })
}
