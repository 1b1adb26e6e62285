import { queueMail } from '../../../platform/mail.ts'
import type { Work } from '../../../platform/work.ts'
import { findOrganisationEmail } from '../../providers/index.ts'
import type { Conversation } from '../rules/conversation.ts'
import { lockConversation } from '../store/conversations.ts'
import { listMessages, markTold, type Message } from '../store/messages.ts'
import { listTeamAddresses, listWriterAddresses } from '../store/people.ts'

type TellByMail = { readonly conversationId: string; readonly number: number }

/** An e-mail says that something waits, and where. Neither title nor text leaves the portal. */
export async function tellByMail(work: Work, { conversationId, number }: TellByMail): Promise<void> {
  const conversation = await lockConversation(work.tx, { providerId: undefined }, conversationId)
  const messages = await listMessages(work.tx, { providerId: undefined }, conversationId)
  const message = messages.find((one) => one.number === number)
  if (message === undefined || !(await markTold(work.tx, conversationId, number, work.now))) return
  const { recipients, words } = await whomToTell(work, conversation, message)
  const { subject, says, where = 'open Messages to read it' } = words
  const body = `${says}\n\nSign in to the Provider Portal and ${where}.\n`
  for (const recipient of recipients) await queueMail(work, { recipient, subject, body })
}

type Words = { readonly subject: string; readonly says: string; readonly where?: string }
type Telling = { readonly recipients: readonly string[]; readonly words: Words }

const WORDS: Readonly<Record<Message['kind'], Words>> = {
  message: { subject: 'You have a message in the Provider Portal', says: 'A message waits for you.' },
  'handed-over': {
    subject: 'A conversation was handed over to your team',
    says: 'Another team has handed a conversation over to yours.',
  },
  closed: { subject: 'A conversation was closed', says: 'The council has closed a conversation and says why.' },
  reopened: { subject: 'A conversation was reopened', says: 'A provider has reopened a conversation.' },
}

/** What is about a restricted person waits for somebody who may know of them, and where there is nobody, that is said. */
const NOBODY_KNOWS: Readonly<Record<'council' | 'provider', Words>> = {
  council: {
    subject: 'A message about a restricted person waits',
    says: 'Nobody in the team that is asked may know of the person. Name somebody, so that it is answered.',
    where: 'open Restricted people',
  },
  provider: {
    subject: 'You have a message in the Provider Portal',
    says: 'A message about a restricted person waits. Whoever needs to read it must be named, or say why they look.',
    where: 'open Restricted people',
  },
}

async function whomToTell(work: Work, conversation: Conversation, message: Message): Promise<Telling> {
  const { team, state } = conversation
  const words = WORDS[message.kind]
  const forProvider = message.side === 'council' && message.kind !== 'handed-over'
  if (forProvider || (message.side === 'system' && state === 'awaiting-provider'))
    return tellingProvider(work, conversation, words)
  const { tx, now, today } = work
  const knowing = conversation.restrictedPeople
  const asked = message.kind === 'handed-over' ? message.team : team
  const recipients = await listTeamAddresses(tx, asked, { today, now, knowing })
  if (recipients.length > 0 || knowing.length === 0) return { recipients, words }
  const guardians = await listTeamAddresses(tx, 'data-guardian', { today, now, knowing: [] })
  return { recipients: guardians, words: NOBODY_KNOWS.council }
}

async function tellingProvider(
  { tx, now, today }: Work,
  { id, providerId, restrictedPeople: knowing }: Conversation,
  words: Words,
): Promise<Telling> {
  const writers = await listWriterAddresses(tx, id, { today, now, knowing })
  if (writers.length > 0) return { recipients: writers, words }
  const organisation = await findOrganisationEmail(tx, providerId)
  const recipients = organisation === undefined ? [] : [organisation]
  return { recipients, words: knowing.length === 0 ? words : NOBODY_KNOWS.provider }
}
