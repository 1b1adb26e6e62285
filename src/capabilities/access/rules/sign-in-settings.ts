import { DORMANCY_WARNING_DAYS, rulesFor, type PasswordProfile } from './password-policy.ts'
import { LOCK_MINUTES } from './sign-in.ts'

/** How a council lets its people come in. Where somebody works for several councils, the strictest of them counts. */
export type SignInSettings = {
  readonly policy: PasswordProfile
  /** Whether digits of a security code are a second step here, beside an app and a passkey. */
  readonly securityCode: 'allowed' | 'not-allowed'
  readonly firstAccess: 'link' | 'temporary-password'
}
export type SettingName = keyof SignInSettings

export const settingNames: Readonly<Record<SettingName, string>> = {
  policy: 'Passwords and locks',
  securityCode: 'Second step',
  firstAccess: 'First access',
}

type Option = { readonly text: string; readonly hint: string }

const { shortest, lastsDays = 0, remembered, dormantDays } = rulesFor(['classic'])

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
      hint: 'It works once, for 48 hours. Nobody else ever knows a password.',
    },
    'temporary-password': {
      text: 'A temporary password',
      hint: 'It opens setting up the account and nothing else, for 48 hours. For mailboxes that break links.',
    },
  },
}

/** The same under every choice. */
export const alwaysSo: readonly string[] = [
  `The last ${String(remembered)} passwords are not taken again, nor any that is easy to guess.`,
  `Who does not sign in for ${String(dormantDays)} days is warned on days ${DORMANCY_WARNING_DAYS.join(' and ')} and then locked.`,
  'After 10 minutes without doing anything people are signed out; they are warned after 8.',
]

export function changesOf(before: SignInSettings, after: SignInSettings): readonly SettingName[] {
  return (['policy', 'securityCode', 'firstAccess'] as const).filter((name) => before[name] !== after[name])
}

export function takesDigitsNoMore(before: SignInSettings, after: SignInSettings): boolean {
  return before.securityCode === 'allowed' && after.securityCode === 'not-allowed'
}
