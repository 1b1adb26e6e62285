import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'

/** Whoever may approve prices hears that one waits. */
export async function tellApprovers(work: Work, requestId: string): Promise<void> {
  await notify(work, {
    event: 'package-price.asked',
    to: { kind: 'staff', roles: ['procurement', 'payments-approver'] },
    text: 'Somebody asks for a price of one care package that is not the book’s. A second person has to decide.',
    href: `/council/price-requests/${requestId}`,
    key: `price-request:${requestId}`,
  })
}
