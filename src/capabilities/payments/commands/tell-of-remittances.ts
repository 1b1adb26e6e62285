import { queueMail } from '../../../platform/mail.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { listFinancePeople } from '../../contracts/index.ts'
import { listAddressesFor } from '../../providers/index.ts'

const mail = {
  subject: 'A remittance advice is ready',
  body: 'The council has released a payment to your organisation, and says what it is for.\n\nSign in to the Provider Portal and open Remittances to read it.\n',
}

/** Whom each organisation names for remittance advice by mail, and whoever looks after its money in the portal: no amount. */
export async function tellOfRemittances(work: Work, runId: string, providerIds: readonly string[]): Promise<void> {
  const { tx, today } = work
  const [addresses, people] = await Promise.all([
    listAddressesFor(tx, providerIds, 'remittance'),
    listFinancePeople(tx, providerIds, today),
  ])
  for (const providerId of providerIds) {
    const recipient = addresses.get(providerId)
    if (recipient !== undefined) await queueMail(work, { recipient, ...mail })
    const accountIds = people.get(providerId) ?? []
    if (accountIds.length === 0) continue
    await notify(work, {
      event: 'remittance.ready',
      to: { kind: 'people', providerId, accountIds },
      text: 'The council has released a payment, and its remittance advice is there to read.',
      href: '/provider/remittances',
      key: `remittance:${runId}:${providerId}`,
    })
  }
}
