import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { recordPriceRequest, type AskedCare, type PriceAsked } from '../store/price-requests.ts'

type Asking = PriceAsked & { readonly care: AskedCare; readonly said: Readonly<Record<string, string>> }

/** Another price than the book's waits for a second person. Undefined when one waits already for the package. */
export async function askForPrice(work: Work, { care, said, ...on }: Asking): Promise<string | undefined> {
  const by = { by: work.accountId, name: work.actor.name, at: work.now }
  const requestId = await recordPriceRequest(work.tx, care, on, by)
  if (requestId === undefined) return undefined
  await work.audit('package-price.asked', { type: 'price-request', id: requestId }, said)
  await tellApprovers(work, requestId)
  return requestId
}

/** Whoever may approve prices hears that one waits. */
async function tellApprovers(work: Work, requestId: string): Promise<void> {
  await notify(work, {
    event: 'package-price.asked',
    to: { kind: 'staff', roles: ['procurement', 'payments-approver'] },
    text: 'Somebody asks for a price of one care package that is not the book’s. A second person has to decide.',
    href: `/council/price-requests/${requestId}`,
    key: `price-request:${requestId}`,
  })
}
