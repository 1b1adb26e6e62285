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
  const { subject, says } = WORDS[message.kind]
  const body = `${says}\n\nSign in to the Provider Portal and open Messages to read it.\n`
  for (const recipient of await recipients(work, conversation, message))
    await queueMail(work, { recipient, subject, body })
}

const WORDS: Readonly<Record<Message['kind'], { readonly subject: string; readonly says: string }>> = {
  message: { subject: 'You have a message in the Provider Portal', says: 'A message waits for you.' },
  'handed-over': {
    subject: 'A conversation was handed over to your team',
    says: 'Another team has handed a conversation over to yours.',
  },
  closed: { subject: 'A conversation was closed', says: 'The council has closed a conversation and says why.' },
  reopened: { subject: 'A conversation was reopened', says: 'A provider has reopened a conversation.' },
}

async function recipients(work: Work, { id, providerId, team, state }: Conversation, message: Message) {
  const forProvider = message.side === 'council' && message.kind !== 'handed-over'
  if (!forProvider && !(message.side === 'system' && state === 'awaiting-provider'))
    return listTeamAddresses(work.tx, message.kind === 'handed-over' ? message.team : team, work.today)
  const writers = await listWriterAddresses(work.tx, id, work.today)
  if (writers.length > 0) return writers
  const organisation = await findOrganisationEmail(work.tx, providerId)
  return organisation === undefined ? [] : [organisation]
}
