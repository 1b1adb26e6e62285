import { randomBytes } from 'node:crypto'
import { queueMail } from '../../../platform/mail.ts'
import type { Work } from '../../../platform/work.ts'
import { recordEvent } from '../store/accounts.ts'
import { passGate } from '../store/places.ts'
import { makeLink } from '../store/set-up.ts'
import { getLinkHours } from '../store/sign-in-settings.ts'
import { mailsTemporaryPassword } from '../store/setting-up.ts'
import { RECOVERY_BYTES, recoveryCode } from '../rules/recovery-code.ts'
import { hashToken, newToken } from './access.ts'
import { temporaryHash } from './setting-up.ts'

export type Invited = { readonly accountId: string; readonly email: string; readonly origin: string }

/** Nobody but the person sees or chooses the password that lasts: a link, or a password that only opens setting up. */
export async function mailSetUpLink(work: Work, { accountId, email, origin }: Invited): Promise<void> {
  const hours = await getLinkHours(work.tx)
  const expiresAt = new Date(work.now.getTime() + hours * 3_600_000)
  const way = await passGate({ tx: work.tx, role: work.actor.scope.role }, async () => {
    const temporary = await mailsTemporaryPassword(work.tx, accountId, work.today)
    const { tokenHash, purpose, lines } = temporary
      ? byTemporaryPassword({ email, origin, hours })
      : byLink({ origin, hours })
    await makeLink(work.tx, { tokenHash, accountId, madeAt: work.now, expiresAt, purpose })
    const kind = temporary ? 'temporary-password-sent' : 'set-up-link-sent'
    await recordEvent(work.tx, work.now, { accountId, kind })
    return lines
  })
  await queueMail(work, {
    recipient: email,
    subject: 'Set up your sign-in to Provider Portal',
    body: [`Your user name is ${email}.`, ...way, 'If you did not expect this, tell the council.'].join('\n\n'),
  })
}

type Lasting = { readonly origin: string; readonly hours: number }

function byLink({ origin, hours }: Lasting) {
  const token = newToken()
  return {
    tokenHash: hashToken(token),
    purpose: 'set-up',
    lines: [
      `Set up your account here: ${origin}/set-up/${token}`,
      `The link works for ${String(hours)} hours, until your account is set up.`,
    ],
  } as const
}

/** The classic way, where every council of the person keeps it: it opens setting up and nothing else. */
function byTemporaryPassword({ email, origin, hours }: Lasting & { readonly email: string }) {
  const password = recoveryCode(randomBytes(RECOVERY_BYTES))
  return {
    tokenHash: temporaryHash(email, password),
    purpose: 'temporary',
    lines: [
      `Your temporary password is ${password}`,
      `Sign in here, and choose a password of your own: ${origin}/sign-in`,
      `The temporary password works for ${String(hours)} hours, until your account is set up.`,
    ],
  } as const
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
