/** The second step: six digits, of which three are asked. */
export const CODE_LENGTH = 6
export const DIGITS_ASKED = 3
/** Of 20 ways to ask three of six, so a blind guess is right once in 1,000. */
export const CHALLENGES = subsets(CODE_LENGTH, DIGITS_ASKED)

export type CodeFault = 'not-six-digits' | 'digit-too-often' | 'run' | 'same-as-before'
export type CodeRules = {
  /** Whether 9876 is a run as 6789 is. The guidance does not say; refusing both is the safer reading. */
  readonly fallingRuns: boolean
}
export const codeRules: CodeRules = { fallingRuns: true }

const MOST_OF_ONE_DIGIT = 4
const LONGEST_RUN = 3

/** Six digits, none more than four times, no run of more than three consecutive digits, other than the last one. */
export function codeFaults(code: string, previous?: string, rules: CodeRules = codeRules): readonly CodeFault[] {
  if (!/^[0-9]{6}$/.test(code)) return ['not-six-digits']
  const digits = Array.from(code, Number)
  const faults: CodeFault[] = []
  if (mostOfOneDigit(digits) > MOST_OF_ONE_DIGIT) faults.push('digit-too-often')
  if (longestRun(digits, 1) > LONGEST_RUN || (rules.fallingRuns && longestRun(digits, -1) > LONGEST_RUN))
    faults.push('run')
  if (code === previous) faults.push('same-as-before')
  return faults
}

/** The rules in words, each with the faults that break it as far as a browser can tell them. */
export function codeRuleLines(
  changes: boolean,
): readonly { readonly faults: readonly CodeFault[]; readonly text: string }[] {
  return [
    { faults: ['not-six-digits'], text: 'be six digits' },
    { faults: ['digit-too-often'], text: 'not have the same digit more than four times' },
    {
      faults: ['run'],
      text: 'not have more than three digits in a row that follow each other, such as 1234 or 9876',
    },
    ...(changes ? [{ faults: [], text: 'not be the code you have now' }] : []),
  ]
}

/** The n-th way to ask; positions count from 1. */
export function challenge(index: number): readonly number[] {
  return CHALLENGES[index % CHALLENGES.length] ?? []
}

/** The digits that a right answer has. */
export function answerTo(code: string, positions: readonly number[]): string {
  return positions.map((position) => code[position - 1] ?? '').join('')
}

export function ordinal(position: number): string {
  return ['1st', '2nd', '3rd'][position - 1] ?? `${String(position)}th`
}

/** "2nd, 4th and 5th" */
export function ordinals(positions: readonly number[]): string {
  const words = positions.map(ordinal)
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

function mostOfOneDigit(digits: readonly number[]): number {
  return Math.max(...digits.map((digit) => digits.filter((other) => other === digit).length))
}

function longestRun(digits: readonly number[], step: number): number {
  let [longest, length] = [1, 1]
  for (let index = 1; index < digits.length; index += 1) {
    length = digits[index] === (digits[index - 1] ?? 0) + step ? length + 1 : 1
    longest = Math.max(longest, length)
  }
  return longest
}

function subsets(size: number, count: number, from = 1): readonly (readonly number[])[] {
  if (count === 0) return [[]]
  const first = Array.from({ length: size - from + 1 }, (_, index) => from + index)
  return first.flatMap((position) => subsets(size, count - 1, position + 1).map((rest) => [position, ...rest]))
}
