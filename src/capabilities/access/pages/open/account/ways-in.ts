import { formatDay } from '../../../../../core/format.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { OwnSignIn } from '../../../store/own-sign-in.ts'

type WayIn = { readonly key: string; readonly value: string; readonly href: string; readonly what: string }

/** What is set up and what is not, so that nobody has to open a page to find out. */
export function waysIn(own: OwnSignIn, takesDigits: boolean): readonly WayIn[] {
  return [
    {
      key: 'Password',
      value: own.passwordChangedAt === null ? 'Not set up' : `Changed on ${dayOf(own.passwordChangedAt)}`,
      href: '/account/password',
      what: 'password',
    },
    { key: 'Security code', value: codeText(own, takesDigits), href: '/account/security-code', what: 'security code' },
    {
      key: 'Authenticator app',
      value: own.appConfirmedAt === null ? 'Not set up' : `Set up on ${dayOf(own.appConfirmedAt)}`,
      href: '/account/authenticator',
      what: 'authenticator app',
    },
    { key: 'Passkeys', value: countText(own.passkeys, 'passkey'), href: '/account/passkeys', what: 'passkeys' },
    { key: 'Recovery codes', value: recoveryText(own), href: '/account/recovery-codes', what: 'recovery codes' },
  ]
}

function codeText({ codeChangedAt }: OwnSignIn, takesDigits: boolean): string {
  if (!takesDigits) return 'Not used: a council that you work with does not take it'
  return codeChangedAt === null ? 'Not set up' : `Set up on ${dayOf(codeChangedAt)}`
}

function recoveryText({ recoveryCodes, appConfirmedAt, passkeys }: OwnSignIn): string {
  const isNeeded = appConfirmedAt !== null || passkeys > 0
  if (recoveryCodes > 0) return `${String(recoveryCodes)} left`
  return isNeeded ? 'None: make some, for when you lose your phone' : 'None'
}

function countText(count: number, what: string): string {
  if (count === 0) return 'None'
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`
}

function dayOf(instant: Date): string {
  return formatDay(londonToday(instant))
}
