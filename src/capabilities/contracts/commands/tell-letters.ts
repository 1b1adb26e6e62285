import { queueMail } from '../../../platform/mail.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import { systemActor, type Work, type WorkRunner } from '../../../platform/work.ts'
import { findAddressFor } from '../../providers/index.ts'
import { listFinancePeople, takeUntold, type LetterNews, type Untold } from '../store/letters-to-tell.ts'

const PART = 50
const WHERE = 'Sign in to the Provider Portal and open Prices to read what changes for you.'

const WORDS: Readonly<Record<LetterNews, { readonly subject: string; readonly said: string }>> = {
  sent: { subject: 'A letter about prices', said: 'The council has written to you about new prices.' },
  withdrawn: {
    subject: 'A letter about prices has been withdrawn',
    said: 'The council has withdrawn a letter about new prices. Every price stands as it stood before, and agreements that were published with the new prices are withdrawn.',
  },
}

type Which = { readonly councilId: string; readonly upliftId: string }

/** Part of an act about an uplift: every provider with a letter is told of it, and of its withdrawal, once. */
export async function queueLetters(work: Work, upliftId: string, news: LetterNews): Promise<void> {
  const job = { councilId: work.tx.councilId, upliftId }
  await work.enqueue('contracts.tell-letters', job, { key: `letters-${news}:${upliftId}` })
}

/** Some in each transaction: killed and run again, or twice at once, it tells each provider once. */
export async function tellLetters(runner: WorkRunner, { councilId, upliftId }: Which): Promise<void> {
  const actor = systemActor(councilId)
  while ((await runner.run(actor, (work) => tellSome(work, upliftId))) > 0);
}

async function tellSome(work: Work, upliftId: string): Promise<number> {
  const untold = await takeUntold(work.tx, upliftId, { at: work.now, rows: PART })
  const people = await listFinancePeople(
    work.tx,
    untold.map(({ providerId }) => providerId),
    work.today,
  )
  for (const letter of untold) await tellOne(work, upliftId, letter, people.get(letter.providerId) ?? [])
  return untold.length
}

async function tellOne(
  work: Work,
  upliftId: string,
  { providerId, news }: Untold,
  accountIds: readonly string[],
): Promise<void> {
  const { subject, said } = WORDS[news]
  const recipient = await findAddressFor(work.tx, providerId, 'contracts')
  if (recipient !== undefined) await queueMail(work, { recipient, subject, body: `${said}\n\n${WHERE}\n` })
  if (accountIds.length === 0) return
  await notify(work, {
    event: 'prices.letter',
    to: { kind: 'people', providerId, accountIds },
    text: said,
    href: `/provider/price-changes/${upliftId}`,
    key: `letter-${news}:${upliftId}:${providerId}`,
  })
}
