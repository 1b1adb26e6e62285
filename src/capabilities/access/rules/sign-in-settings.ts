import { rulesFor, warningDays, type dormancies, type PasswordProfile } from './password-policy.ts'
import type { idleChoices } from './session-limits.ts'
import { LOCK_MINUTES } from './sign-in.ts'

/** How a council lets its people come in. Where somebody works for several councils, the strictest of them counts. */
export type SignInSettings = {
  readonly policy: PasswordProfile
  /** Whether digits of a security code are a second step here, beside an app and a passkey. */
  readonly securityCode: 'allowed' | 'not-allowed'
  readonly firstAccess: 'link' | 'temporary-password'
  /** Days without signing in after which an account is suspended. */
  readonly dormantDays: `${(typeof dormancies)[number]}`
  /** Hours for which the link or the temporary password works. */
  readonly linkHours: '24' | '48' | '72' | '168'
  /** Minutes without a request after which somebody is signed out. */
  readonly idleMinutes: `${(typeof idleChoices)[number]}`
}
export type SettingName = keyof SignInSettings
export const settingOrder = [
  'policy',
  'securityCode',
  'firstAccess',
  'linkHours',
  'idleMinutes',
  'dormantDays',
] as const

export const settingNames: Readonly<Record<SettingName, string>> = {
  policy: 'Passwords and locks',
  securityCode: 'Second step',
  firstAccess: 'First access',
  linkHours: 'How long a first link works',
  idleMinutes: 'When nothing is done',
  dormantDays: 'Accounts that nobody uses',
}

type Option = { readonly text: string; readonly hint: string }

const { shortest, lastsDays = 0, remembered } = rulesFor(['classic'])

function suspending(days: number): Option {
  const [first, second] = warningDays(days)
  return {
    text: `Suspended after ${String(days)} days without signing in`,
    hint: `With a warning by email on days ${String(first)} and ${String(second)}`,
  }
}

function signingOut(minutes: number, hint: string): Option {
  return { text: `Signed out after ${String(minutes)} minutes without doing anything`, hint }
}

/** Each value of each setting as its name and what it means, with the numbers that the rules themselves use. */
export const settingWords: { readonly [Name in SettingName]: Readonly<Record<SignInSettings[Name], Option>> } = {
  policy: {
    classic: {
      text: 'Classic, as councils’ guidance has it',
      hint: `A password has ${String(shortest)} characters with a letter and something else, and is changed every ${String(lastsDays)} days. Three wrong tries lock the account until you unlock it. Who forgot the password asks you.`,
    },
    ncsc: {
      text: 'As the National Cyber Security Centre advises',
      hint: `A password has ${String(shortest)} characters, ${String(rulesFor(['ncsc'], false).shortest)} without an app or a passkey beside it, and does not expire. Wrong tries make one wait, and lock for ${String(LOCK_MINUTES)} minutes in the end. Who forgot the password chooses a new one by a link, and still needs the second step.`,
    },
  },
  securityCode: {
    allowed: {
      text: 'A passkey, an authenticator app, or digits of a security code',
      hint: 'Three of six digits are asked for. They are only known, and can be told to somebody or seen.',
    },
    'not-allowed': {
      text: 'A passkey or an authenticator app only',
      hint: 'What somebody has in their hands. This stops most of what thieves of passwords do.',
    },
  },
  firstAccess: {
    link: {
      text: 'A link to set up the account',
      hint: 'It works once. Nobody else ever knows a password.',
    },
    'temporary-password': {
      text: 'A temporary password',
      hint: 'It opens setting up the account and nothing else. For mailboxes that break links.',
    },
  },
  linkHours: {
    '24': { text: '24 hours', hint: 'Little time for a mailbox that somebody else may read' },
    '48': { text: '48 hours', hint: 'As councils’ guidance has it' },
    '72': { text: '3 days', hint: 'Over a weekend' },
    '168': { text: '7 days', hint: 'For people who work one day a week' },
  },
  idleMinutes: {
    '5': signingOut(5, 'For computers that many people use'),
    '10': signingOut(10, 'As councils’ guidance has it'),
    '15': signingOut(15, 'The longest that payment card rules allow'),
    '20': signingOut(20, 'For offices that others cannot walk into'),
  },
  dormantDays: { '14': suspending(14), '30': suspending(30), '60': suspending(60), '90': suspending(90) },
}

/** The same under every choice. */
export const alwaysSo: readonly string[] = [
  `The last ${String(remembered)} passwords are not taken again, nor any that is easy to guess.`,
  'Two minutes before somebody is signed out they are warned, and any key or button keeps them signed in.',
  'After 12 hours everybody signs in again.',
]

export function changesOf(before: SignInSettings, after: SignInSettings): readonly SettingName[] {
  return settingOrder.filter((name) => before[name] !== after[name])
}

export function takesDigitsNoMore(before: SignInSettings, after: SignInSettings): boolean {
  return before.securityCode === 'allowed' && after.securityCode === 'not-allowed'
}
