import type { Work } from '../../../platform/work.ts'
import { queueMail } from '../../../platform/mail.ts'
import { findOrganisationEmail } from '../../providers/index.ts'
import type { Agreement } from '../store/agreement.ts'

const MESSAGES = {
  published: {
    subject: 'An agreement needs your decision',
    text: 'The council has published an agreement that needs your decision.',
  },
  withdrawn: {
    subject: 'An agreement has been withdrawn',
    text: 'The council has withdrawn an agreement. It can no longer be answered.',
  },
} as const

/** Says that something waits, and where: an e-mail names no person and no care. */
export async function tellProvider(work: Work, agreement: Agreement, what: keyof typeof MESSAGES): Promise<void> {
  const recipient = await findOrganisationEmail(work.tx, agreement.providerId)
  if (recipient === undefined) return
  const { subject, text } = MESSAGES[what]
  const where = 'Sign in to the Provider Portal and open Agreements to read it.'
  await queueMail(work, { recipient, subject, body: `${text}\n\n${where}\n` })
}
