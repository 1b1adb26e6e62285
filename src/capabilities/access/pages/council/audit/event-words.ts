import type { AccountEventKind } from '../../../store/accounts.ts'

/** What the doors write about somebody, as one says it of another person. */
const words = {
  'signed-in': 'Signed in',
  'sign-in-refused': 'Was refused at signing in',
  'sign-in-throttled': 'Was asked to wait at signing in',
  locked: 'Was locked after wrong tries',
  'locked-dormant': 'Was suspended, not having signed in for too long',
  'other-session-ended': 'Signed out in one other place',
  'sessions-ended': 'Was signed out by the council',
  'details-changed': 'Had the name, email address or telephone changed',
  'locked-by-staff': 'Was locked by the council',
  disabled: 'Was disabled by the council',
  enabled: 'Was opened again by the council',
  'signed-out': 'Signed out',
  'proof-refused': 'Was refused when asked again who they are',
  proved: 'Showed again who they are',
  'password-changed': 'Changed the password',
  'password-reset': 'Chose a new password by a link',
  'code-changed': 'Changed the security code',
  'place-chosen': 'Chose this place to work',
  'other-sessions-ended': 'Signed out everywhere else',
  unlocked: 'Was unlocked',
  'new-password-demanded': 'Was told to choose a new password',
  'set-up-link-sent': 'Was sent a link to set up signing in',
  'temporary-password-sent': 'Was sent a temporary password',
  'reset-link-sent': 'Was sent a link to choose a new password',
  'set-up': 'Set up signing in',
  'help-asked': 'Asked for help with signing in',
  'permission-asked': 'Asked for a permission',
  'app-added': 'Added an authenticator app',
  'app-removed': 'Removed the authenticator app',
  'not-found': 'Asked for what is not there, or not theirs',
  'not-permitted': 'Was refused a page or an act',
  'passkey-added': 'Added a passkey',
  'passkey-removed': 'Removed a passkey',
  'recovery-codes-made': 'Made recovery codes',
  'recovery-code-used': 'Used a recovery code',
  'policies-accepted': 'Accepted policies',
  'dormancy-warned': 'Was warned of being suspended',
  kept: 'Kept the account open',
} satisfies Record<AccountEventKind, string>

export function doorEventInWords(kind: string): string {
  return Object.entries<string>(words).find(([known]) => known === kind)?.[1] ?? kind
}
