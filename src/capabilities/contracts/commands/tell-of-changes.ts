import { queueMail } from '../../../platform/mail.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { findAddressFor } from '../../providers/index.ts'
import { listFinancePeople } from '../store/letters-to-tell.ts'

type What = 'price' | 'visit-prices' | 'terms' | 'contract' | 'uplift'
type Said = { readonly what: What; readonly id: string; readonly href: string }

const WAITING: Readonly<Record<What, string>> = {
  price: 'Somebody said a new price.',
  'visit-prices': 'Somebody said new prices of visits.',
  terms: 'Somebody said new terms of a contract.',
  contract: 'Somebody said a contract.',
  uplift: 'Somebody sent an uplift of prices.',
}

/** Whoever may be the second of two people hears that something waits, and of no amount. */
export async function tellApprovers(work: Work, { what, id, href }: Said): Promise<void> {
  await notify(work, {
    event: 'prices.waiting',
    to: { kind: 'staff', roles: ['procurement', 'payments-approver'] },
    text: `${WAITING[what]} A second person has to decide.`,
    href,
    key: `prices-waiting:${what}:${id}`,
  })
}

type Approved = {
  readonly what: Exclude<What, 'uplift'>
  readonly id: string
  readonly contractId: string
  readonly providerId: string
}

const CHANGED: Readonly<Record<Approved['what'], string>> = {
  price: 'The council has changed a price of one of your contracts.',
  'visit-prices': 'The council has changed how visits under one of your contracts are paid.',
  terms: 'The council has changed the terms of one of your contracts.',
  contract: 'The council has made or changed a contract with you.',
}

/** The organisation by mail, and whoever looks after its money in the portal; an uplift has its letter instead. */
export async function tellProviderOfChange(work: Work, { what, id, contractId, providerId }: Approved): Promise<void> {
  const said = CHANGED[what]
  const recipient = await findAddressFor(work.tx, providerId, 'contracts')
  const body = `${said}\n\nSign in to the Provider Portal and open Prices, then your contracts, to read it.\n`
  if (recipient !== undefined) await queueMail(work, { recipient, subject: 'A contract has changed', body })
  const people = await listFinancePeople(work.tx, [providerId], work.today)
  const accountIds = people.get(providerId) ?? []
  if (accountIds.length === 0) return
  await notify(work, {
    event: 'prices.changed',
    to: { kind: 'people', providerId, accountIds },
    text: said,
    href: `/provider/contracts/${contractId}`,
    key: `prices-changed:${what}:${id}`,
  })
}
