import { queueMail } from '../../../platform/mail.ts'
import type { Work } from '../../../platform/work.ts'
import { findOrganisationEmail } from '../store.ts'
import { listAdministratorAddresses } from '../store/people.ts'

const WHERE = 'Sign in to the Provider Portal and open Organisation to read it.'
const WORDS = {
  'change-approved': {
    subject: 'A change of your details was approved',
    text: `The council has approved a change of your organisation’s details.\n\n${WHERE}`,
  },
  'change-rejected': {
    subject: 'A change of your details was rejected',
    text: `The council has rejected a change of your organisation’s details, and says why.\n\n${WHERE}`,
  },
  'bank-entered': {
    subject: 'Your bank details are being changed',
    text: 'Somebody at the council has begun to change the bank account that you are paid to. Nothing changes until a second person there has checked it.\n\nIf you did not ask for this, telephone the council at once.',
  },
  'bank-approved': {
    subject: 'Your new bank details were approved',
    text: 'The council has approved another bank account for your payments. It is used after some days of waiting, in which it can still be stopped.\n\nIf you did not ask for this, telephone the council at once.',
  },
  'bank-refused': {
    subject: 'Your bank details stay as they are',
    text: 'The council has not approved the change of your bank account. You are paid as before.',
  },
  'bank-cancelled': {
    subject: 'Your bank details stay as they are',
    text: 'The change of your bank account was stopped. You are paid as before.',
  },
  'bank-in-force': {
    subject: 'Your new bank details are in use',
    text: 'From now on you are paid to the new bank account. The Organisation page of the Provider Portal shows its last four digits.\n\nIf you did not ask for this, telephone the council at once.',
  },
} as const

/** What is about money is mailed to everybody, whatever they chose; of the rest each chooses how they are told. */
function isForced(what: keyof typeof WORDS): boolean {
  return what.startsWith('bank-')
}

/** The organisation and everyone who looks after it: a wrong change is noticed by whoever did not ask for it. */
export async function tellProvider(work: Work, providerId: string, what: keyof typeof WORDS): Promise<void> {
  const { tx, today } = work
  const own = await findOrganisationEmail(tx, providerId)
  const people = isForced(what) ? await listAdministratorAddresses(tx, providerId, today) : []
  const { subject, text } = WORDS[what]
  for (const recipient of new Set([...(own === undefined ? [] : [own]), ...people]))
    await queueMail(work, { recipient, subject, body: `${text}\n` })
}
