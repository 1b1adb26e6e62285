import { addDays, isBefore, type LocalDate } from '../../../core/dates.ts'
import { isCommonPassword } from './common-password.ts'

/** A council's choice: the rules as its guidance prints them, or as the National Cyber Security Centre advises. */
export type PasswordProfile = 'classic' | 'ncsc'

export type PasswordRules = {
  readonly shortest: number
  readonly letterAndOther: boolean
  /** Days until a password must be changed; undefined means never without a reason. */
  readonly lastsDays: number | undefined
  /** How many earlier passwords may not come back. "Differs by one character from the last" follows from it. */
  readonly remembered: number
}

const profiles: Readonly<Record<PasswordProfile, PasswordRules>> = {
  classic: { shortest: 12, letterAndOther: true, lastsDays: 90, remembered: 12 },
  ncsc: { shortest: 12, letterAndOther: false, lastsDays: undefined, remembered: 12 },
}

/** A person of several councils has one password, so the strictest of them counts. Nobody's council asks the classic way. */
export function rulesFor(policies: readonly PasswordProfile[], hasSecondFactor = true): PasswordRules {
  if (isClassic(policies)) return profiles.classic
  return hasSecondFactor ? profiles.ncsc : { ...profiles.ncsc, shortest: SHORTEST_ALONE }
}

/** Whether a forgotten password goes to the council; otherwise its owner may choose a new one by a link. */
export function isClassic(policies: readonly PasswordProfile[]): boolean {
  return policies.length === 0 || policies.includes('classic')
}

/** With an app or a passkey the password does not stand alone; without, it must be longer. */
const SHORTEST_ALONE = 15

export type PasswordFault = 'too-short' | 'too-long' | 'no-letter' | 'no-other' | 'common' | 'used-before'

/** More than anybody types, and little enough that nobody can make us hash a book. */
const LONGEST_BYTES = 4_096

type Judging = {
  readonly rules: PasswordRules
  /** The person's name and address and the council's name: what a guesser would try first. */
  readonly ownWords?: readonly string[]
  readonly denied?: ReadonlySet<string>
}

/** Everything wrong with it at once. Characters are counted as people count them; a space or any letter of any script counts. */
export function passwordFaults(password: string, { rules, ownWords = [], denied }: Judging): readonly PasswordFault[] {
  const judged: readonly (readonly [PasswordFault, boolean])[] = [
    ['too-short', Array.from(password.normalize('NFC')).length < rules.shortest],
    ['too-long', new TextEncoder().encode(password).length > LONGEST_BYTES],
    ['no-letter', rules.letterAndOther && !/\p{L}/u.test(password)],
    ['no-other', rules.letterAndOther && !/\P{L}/u.test(password)],
    ['common', isEasyToGuess(password, denied, ownWords)],
  ]
  return judged.filter(([, wrong]) => wrong).map(([fault]) => fault)
}

/** Asked when a password is chosen, and again each time somebody signs in with it: lists grow. */
export function isEasyToGuess(
  password: string,
  denied: ReadonlySet<string> | undefined,
  ownWords: readonly string[] = [],
): boolean {
  return denied?.has(password.toLowerCase()) === true || isCommonPassword(password, ownWords)
}

type PasswordRuleLine = { readonly faults: readonly PasswordFault[]; readonly text: string }

/** The rules in words, each with the faults that break it as far as a browser can tell them. */
export function passwordRuleLines(rules: PasswordRules): readonly PasswordRuleLine[] {
  return [
    { faults: ['too-short'], text: `be at least ${String(rules.shortest)} characters long` },
    ...(rules.letterAndOther
      ? [
          {
            faults: ['no-letter', 'no-other'] as const,
            text: 'have at least one letter and at least one number, space or symbol',
          },
        ]
      : []),
    { faults: [], text: `not be one of your last ${String(rules.remembered)} passwords` },
    { faults: ['common'], text: 'not be easy to guess, such as “password”, your name or a row of keys' },
  ]
}

export type PasswordAge = { readonly forced: boolean; readonly changedOn: LocalDate | undefined }

export function mustChange(age: PasswordAge, policies: readonly PasswordProfile[], today: LocalDate): boolean {
  if (age.forced) return true
  const { lastsDays } = rulesFor(policies)
  if (lastsDays === undefined || age.changedOn === undefined) return false
  return !isBefore(today, addDays(age.changedOn, lastsDays))
}

export type Dormancy =
  { readonly kind: 'awake' } | { readonly kind: 'warn'; readonly day: number } | { readonly kind: 'lock' }

/** What councils choose from. */
export const dormancies = [14, 30, 60, 90] as const
const USUAL_DORMANCY = 30

/** Nine days and two days before: days 21 and 28 of the usual thirty. */
export function warningDays(dormantDays: number): readonly [number, number] {
  return [dormantDays - 9, dormantDays - 2]
}

/** Nobody is warned sooner, whatever their council says. */
export const EARLIEST_WARNING_DAY = warningDays(dormancies[0])[0]

/** The fewest of a person's councils count: whoever leaves one of them is seen soonest. */
export function dormantDaysOf(places: readonly { readonly dormantDays: number }[]): number {
  return places.length === 0 ? USUAL_DORMANCY : Math.min(...places.map(({ dormantDays }) => dormantDays))
}

/** What the nightly job does: each warning once, the later one alone when the earlier night was missed, then the lock. */
export function dormancyOf(
  account: { readonly lastUsedOn: LocalDate; readonly warned: number },
  { dormantDays }: { readonly dormantDays: number },
  today: LocalDate,
): Dormancy {
  const reached = (days: number) => !isBefore(today, addDays(account.lastUsedOn, days))
  if (reached(dormantDays)) return { kind: 'lock' }
  const day = warningDays(dormantDays).findLast((days) => reached(days) && days > account.warned)
  return day === undefined ? { kind: 'awake' } : { kind: 'warn', day }
}
