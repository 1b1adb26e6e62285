import { queueMail } from '../../../platform/mail.ts'
import type { Work } from '../../../platform/work.ts'
import { lockChange, recordTold } from '../store/changes.ts'
import { listReviewerAddresses } from '../store/people.ts'

/** That something waits, while it still does; a second run finds that it was said. */
export async function tellReviewers(work: Work, { id }: { readonly id: string }): Promise<void> {
  const change = await lockChange(work.tx, { providerId: undefined }, id)
  if (change.status !== 'submitted' || !(await recordTold(work.tx, id, work.now))) return
  for (const recipient of await listReviewerAddresses(work.tx, work.today))
    await queueMail(work, {
      recipient,
      subject: 'A change of an organisation’s details waits for you',
      body: 'A provider has asked for a change of its details.\n\nSign in to the Provider Portal and open Organisations to decide.\n',
    })
}
