import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import {
  dormancyOf,
  dormantDaysOf,
  EARLIEST_WARNING_DAY,
  mustChange,
  passwordFaults,
  passwordRuleLines,
  rulesFor,
  warningDays,
} from './password-policy.ts'

const classic = rulesFor(['classic'])
const ncsc = rulesFor(['ncsc'])
const day = localDate

it.each([
  ['abcdefghijk1', []],
  ['abcdefghij1', ['too-short']],
  ['abcdefghijkl', ['no-other']],
  ['123456789012', ['no-letter', 'common']],
])('X01 judges %s as %j', (password, faults) => {
  expect(passwordFaults(password, { rules: classic })).toEqual(faults)
})

it('takes three random words under both profiles', () => {
  for (const rules of [classic, ncsc])
    expect(passwordFaults('correct horse battery', { rules, ownWords: ['Asha Patel', 'Norfolk'] })).toEqual([])
})

it('takes letters only where the council follows the NCSC', () => {
  expect(passwordFaults('kettlegravelmoon', { rules: ncsc })).toEqual([])
  expect(passwordFaults('kettlegravelmoon', { rules: classic })).toEqual(['no-other'])
})

it('counts characters as people do, of any script, and counts a space as other', () => {
  expect(passwordFaults('пароль не тот', { rules: classic })).toEqual([])
  expect(passwordFaults('🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈a', { rules: classic })).toContain('too-short')
})

it('takes 4,096 bytes and not one more', () => {
  const long = (size: number) => 'ab1 x'.repeat(1_000).slice(0, size - 3) + 'end'
  expect(passwordFaults(long(4_096), { rules: classic })).not.toContain('too-long')
  expect(passwordFaults(long(4_097), { rules: classic })).toContain('too-long')
})

it.each([
  'Password2025!!',
  'P4ssw0rd12345',
  'Welcome123456',
  'qwertyuiop123',
  'asdfghjkl;12',
  '1qaz2wsx3edc4rfv',
  'aaaaaaaaaaa1a',
  'abc1abc1abc1',
  'ProviderPortal1',
  'asha.patel2025',
  'norfolkcouncil1!',
  'letmein letmein 1',
])('finds %s too easy to guess', (password) => {
  const judging = { rules: classic, ownWords: ['asha.patel@elm.example', 'Asha Patel', 'Norfolk County Council'] }
  expect(passwordFaults(password, judging)).toContain('common')
})

it.each(['three random words 7', 'purple-teapot-rides-42', 'my cat Norfolk hates Mondays'])(
  'does not find %s too easy to guess',
  (password) => {
    expect(passwordFaults(password, { rules: classic, ownWords: ['Norfolk County Council'] })).toEqual([])
  },
)

it('refuses what the installation’s own list names', () => {
  const denied = new Set(['blickling hall 1616'])
  expect(passwordFaults('Blickling Hall 1616', { rules: classic, denied })).toEqual(['common'])
})

it('X07 asks for a new password from the ninetieth day', () => {
  const age = { forced: false, changedOn: day('2025-01-01') }
  expect(mustChange(age, ['classic'], day('2025-03-31'))).toBe(false)
  expect(mustChange(age, ['classic'], day('2025-04-01'))).toBe(true)
  expect(mustChange(age, ['ncsc'], day('2026-04-01'))).toBe(false)
})

it('X07 finds an account dormant on 31 March that was last used on 1 March', () => {
  const on = (today: string, warned = 28) =>
    dormancyOf({ lastUsedOn: day('2025-03-01'), warned }, { dormantDays: 30 }, day(today)).kind
  expect([on('2025-03-30'), on('2025-03-31')]).toEqual(['awake', 'lock'])
})

it('warns on the twenty-first and the twenty-eighth day, once each', () => {
  const on = (today: string, warned: number) =>
    dormancyOf({ lastUsedOn: day('2025-03-01'), warned }, { dormantDays: 30 }, day(today))
  expect(on('2025-03-21', 0)).toEqual({ kind: 'awake' })
  expect(on('2025-03-22', 0)).toEqual({ kind: 'warn', day: 21 })
  expect(on('2025-03-23', 21)).toEqual({ kind: 'awake' })
  expect(on('2025-03-29', 21)).toEqual({ kind: 'warn', day: 28 })
  expect(on('2025-03-30', 28)).toEqual({ kind: 'awake' })
})

it('asks for fifteen characters where the password stands alone, unless the classic way asks for its twelve', () => {
  expect([rulesFor(['ncsc'], false).shortest, rulesFor(['ncsc'], true).shortest]).toEqual([15, 12])
  expect(rulesFor(['ncsc', 'classic'], false).shortest).toBe(12)
})

it('asks for a new password at once when somebody said so', () => {
  expect(mustChange({ forced: true, changedOn: day('2025-01-01') }, ['ncsc'], day('2025-01-01'))).toBe(true)
})

it('follows the strictest of a person’s councils', () => {
  expect(rulesFor(['ncsc', 'classic'])).toEqual(classic)
  expect(rulesFor([])).toEqual(classic)
})

it('lists every rule that a browser can check, and those faults alone', () => {
  expect(passwordRuleLines(classic).flatMap(({ faults }) => faults)).toEqual([
    'too-short',
    'no-letter',
    'no-other',
    'common',
  ])
  expect(passwordRuleLines(ncsc).flatMap(({ faults }) => faults)).toEqual(['too-short', 'common'])
  expect(passwordRuleLines(rulesFor(['ncsc'], false))[0]?.text).toBe('be at least 15 characters long')
})

it('follows the council that suspends soonest, and warns nine and two days before', () => {
  expect(dormantDaysOf([{ dormantDays: 90 }, { dormantDays: 14 }, { dormantDays: 30 }])).toBe(14)
  expect(dormantDaysOf([])).toBe(30)
  expect([warningDays(30), warningDays(90), EARLIEST_WARNING_DAY]).toEqual([[21, 28], [81, 88], 5])
  const on = (today: string, warned = 0) =>
    dormancyOf({ lastUsedOn: day('2025-03-01'), warned }, { dormantDays: 60 }, day(today))
  expect(on('2025-04-21')).toEqual({ kind: 'warn', day: 51 })
  expect(on('2025-04-28', 51)).toEqual({ kind: 'warn', day: 58 })
  expect([on('2025-03-31').kind, on('2025-04-30', 58).kind]).toEqual(['awake', 'lock'])
})
