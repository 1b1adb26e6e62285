import type { Work } from '../../../platform/work.ts'
import { queueMail } from '../../../platform/mail.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import { findAddressFor, listAddressesFor } from '../../providers/index.ts'
import { getWording, type Agreement } from '../store/agreement.ts'
import { listPublishers, listWhoActed } from '../store/reminders.ts'
import { listSignatories, listSignatoriesOf } from '../store/signing.ts'

const WHERE = 'Sign in to the Provider Portal and open Agreements to read it.'

/** The organisation by mail, and whoever may sign in the portal: that something waits, without a name or what it is about. */
export async function tellPublished(work: Work, agreement: Agreement): Promise<void> {
  const { providerId, id, revision } = agreement
  await mailOrganisation(work, providerId, {
    subject: 'An agreement needs your decision',
    body: `The council has published an agreement that needs your decision.\n\n${WHERE}\n`,
  })
  const signatories = await listSignatories(work.tx, agreement, work.today)
  if (signatories.length === 0) return
  await notify(work, {
    event: 'agreement.waiting',
    to: { kind: 'people', providerId, accountIds: signatories.map(({ accountId }) => accountId) },
    text: 'An agreement is waiting for your organisation’s signature.',
    href: `/provider/agreements/${id}`,
    key: `agreement-published:${id}:${String(revision)}`,
  })
}

/** Everyone who acted on it, on either side, hears that it was taken back, and that there is a reason to read. */
export async function tellWithdrawn(work: Work, { id, providerId, revision }: Agreement): Promise<void> {
  await mailOrganisation(work, providerId, {
    subject: 'An agreement has been withdrawn',
    body: `The council has withdrawn an agreement. It can no longer be answered. The page of the agreement says why.\n\n${WHERE}\n`,
  })
  const [acted, publishers] = await Promise.all([listWhoActed(work.tx, id), listPublishers(work.tx, id)])
  const news = { accountIds: acted, key: `agreement-withdrawn:${id}:${String(revision)}` }
  await tellActed(work, { ...news, providerId, id })
  const colleagues = [...new Set([...acted, ...publishers])].filter((accountId) => accountId !== work.accountId)
  await tellActed(work, { ...news, accountIds: colleagues, providerId: null, id })
}

type Acted = {
  readonly id: string
  readonly providerId: string | null
  readonly accountIds: readonly string[]
  readonly key: string
}

/** On one side: accounts that have no place there are not told there. */
async function tellActed(work: Work, { id, providerId, accountIds, key }: Acted): Promise<void> {
  if (accountIds.length === 0) return
  const to = { kind: 'people', providerId, accountIds } as const
  await notify(
    work,
    providerId === null
      ? {
          event: 'agreement.taken-back',
          text: 'A colleague has withdrawn an agreement that you published or filed a scan for.',
          href: `/council/agreements/${id}`,
          ...{ to, key },
        }
      : {
          event: 'agreement.withdrawn',
          text: 'The council has withdrawn an agreement that you opened or answered, and says why.',
          href: `/provider/agreements/${id}`,
          ...{ to, key },
        },
  )
}

/** Whoever opened or answered what a correction replaces hears that they need not go by it any more. */
export async function tellReplaced(work: Work, { id, providerId, revision }: Agreement): Promise<void> {
  const acted = await listWhoActed(work.tx, id)
  if (acted.length === 0) return
  await notify(work, {
    event: 'agreement.replaced',
    to: { kind: 'people', providerId, accountIds: acted },
    text: 'The council has published an agreement that you opened or answered anew. The page says what changed.',
    href: `/provider/agreements/${id}`,
    key: `agreement-replaced:${id}:${String(revision)}`,
  })
}

/** Whoever published the text hears that the sheet which the provider signed waits; brokerage, where that is nobody. */
export async function tellSheetFiled(work: Work, agreement: Agreement, sheetId: string): Promise<void> {
  const { publishedBy } = await getWording(work.tx, agreement)
  await notify(work, {
    event: 'agreement.sheet-filed',
    to:
      publishedBy === null
        ? { kind: 'staff', roles: ['brokerage'] }
        : { kind: 'people', providerId: null, accountIds: [publishedBy] },
    text: 'A provider has filed the sheet of an agreement that it signed on paper. It counts once you confirm it.',
    href: `/council/agreements/${agreement.id}/paper-signatures`,
    key: `agreement-sheet-filed:${sheetId}`,
  })
}

/** Whoever filed the sheet that the provider signed hears that the council counts it. */
export async function tellConfirmed(work: Work, { id, providerId, revision }: Agreement, filedBy: string) {
  await notify(work, {
    event: 'agreement.confirmed',
    to: { kind: 'people', providerId, accountIds: [filedBy] },
    text: 'The council has confirmed a signature on paper that you filed. The agreement is agreed.',
    href: `/provider/agreements/${id}`,
    key: `agreement-confirmed:${id}:${String(revision)}`,
  })
}

type Published = { readonly providerId: string; readonly count: number }

/** One message to each, however many agreements; everybody is looked up at once, however many providers. */
export async function tellProviders(work: Work, published: readonly Published[], key: string): Promise<void> {
  const ids = published.map(({ providerId }) => providerId)
  const [emails, signatories] = await Promise.all([
    listAddressesFor(work.tx, ids, 'contracts'),
    listSignatoriesOf(work.tx, ids, work.today),
  ])
  for (const { providerId, count } of published) {
    const recipient = emails.get(providerId)
    if (recipient !== undefined) await queueMail(work, { recipient, ...wordsOf(count) })
    const accountIds = signatories.get(providerId) ?? []
    if (accountIds.length > 0) await notifySignatories(work, { providerId, accountIds, count, key })
  }
}

function wordsOf(count: number): Words {
  const waits = count === 1 ? 'an agreement that needs' : `${String(count)} agreements that need`
  return {
    subject: 'Agreements need your decision',
    body: `The council has published ${waits} your decision.\n\n${WHERE}\n`,
  }
}

type ToSignatories = Published & { readonly accountIds: readonly string[]; readonly key: string }

function notifySignatories(work: Work, { providerId, accountIds, count, key }: ToSignatories): Promise<void> {
  return notify(work, {
    event: 'agreement.waiting',
    to: { kind: 'people', providerId, accountIds },
    text:
      count === 1
        ? 'An agreement is waiting for your organisation’s signature.'
        : `${String(count)} agreements are waiting for your organisation’s signature.`,
    href: '/provider/agreements',
    key: `${key}:${providerId}`,
  })
}

/** Whom the organisation names for contracts hears that those who may sign have not. */
export async function mailUnsigned(work: Work, recipient: string): Promise<void> {
  await queueMail(work, {
    recipient,
    subject: 'Agreements still need a signature',
    body: `Agreements that the council has published to your organisation are still not answered, though whoever may sign them was reminded.\n\n${WHERE}\n`,
  })
}

export async function tellSwitchedOver(work: Work, providerId: string): Promise<void> {
  await mailOrganisation(work, providerId, {
    subject: 'Agreements are now on the portal',
    body: 'The council has moved the agreements that you agreed before to the portal. They are there as agreed, and their care can be recorded.\n\nSign in to the Provider Portal and open Agreements to read them.\n',
  })
}

type Words = { readonly subject: string; readonly body: string }

async function mailOrganisation(work: Work, providerId: string, words: Words): Promise<void> {
  const recipient = await findAddressFor(work.tx, providerId, 'contracts')
  if (recipient !== undefined) await queueMail(work, { recipient, ...words })
}
