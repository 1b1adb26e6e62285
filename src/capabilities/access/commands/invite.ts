import { queueMail } from '../../../platform/mail.ts'
import type { Work } from '../../../platform/work.ts'
import { recordEvent } from '../store/accounts.ts'
import { passGate } from '../store/places.ts'
import { makeLink } from '../store/set-up.ts'
import { hashToken, newToken } from './access.ts'

export const LINK_HOURS = 48

export type Invited = { readonly accountId: string; readonly email: string; readonly origin: string }

/** Nobody but the person sees or chooses the password: the link works once, for two days. */
export async function mailSetUpLink(work: Work, { accountId, email, origin }: Invited): Promise<void> {
  const token = newToken()
  const expiresAt = new Date(work.now.getTime() + LINK_HOURS * 3_600_000)
  await passGate({ tx: work.tx, role: work.actor.scope.role }, async () => {
    await makeLink(work.tx, { tokenHash: hashToken(token), accountId, madeAt: work.now, expiresAt })
    await recordEvent(work.tx, work.now, { accountId, kind: 'set-up-link-sent' })
  })
  await queueMail(work, {
    recipient: email,
    subject: 'Set up your sign-in to Provider Portal',
    body: [
      `Your user name is ${email}.`,
      `Choose your password and security code here: ${origin}/set-up/${token}`,
      `The link works once, and for ${String(LINK_HOURS)} hours. If you did not expect this, tell the council.`,
    ].join('\n\n'),
  })
}

/** Somebody who signs in already has one more place to choose, and keeps password and code. */
export async function mailNewPlace(work: Work, { email, origin }: Omit<Invited, 'accountId'>): Promise<void> {
  await queueMail(work, {
    recipient: email,
    subject: 'You have a new place to work in Provider Portal',
    body: [
      `Sign in as before, with ${email}: ${origin}/sign-in`,
      'You are asked where you want to work. If you did not expect this, tell the council.',
    ].join('\n\n'),
  })
}
