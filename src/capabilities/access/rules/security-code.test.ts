import { expect, it } from 'vitest'
import { answerTo, challenge, CHALLENGES, codeFaults, ordinals } from './security-code.ts'

const passes = (code: string) => codeFaults(code).length === 0

it('X03 refuses 123456 and takes 123567', () => {
  expect(codeFaults('123456')).toEqual(['run'])
  expect(passes('123567')).toBe(true)
})

it.each([
  ['111112', ['digit-too-often']],
  ['111122', []],
  ['111234', ['run']],
  ['012399', ['run']],
  ['987612', ['run']],
  ['890123', ['run']],
  ['789012', []],
])('X04 judges %s as %j', (code, faults) => {
  expect(codeFaults(code)).toEqual(faults)
})

it('X04 takes 987612 where only rising runs count', () => {
  expect(codeFaults('987612', undefined, { fallingRuns: false })).toEqual([])
})

it('X05 lets 995,490 of all 1,000,000 codes pass, or 997,470 where only rising runs count', () => {
  let [both, rising] = [0, 0]
  for (let n = 0; n < 1_000_000; n += 1) {
    const code = String(n).padStart(6, '0')
    if (codeFaults(code).length === 0) both += 1
    if (codeFaults(code, undefined, { fallingRuns: false }).length === 0) rising += 1
  }
  expect([both, rising]).toEqual([995_490, 997_470])
})

it.each(['12345', '1234567', '12345a', '١٢٣٤٥٦', ' 12356', ''])('refuses %j, which is not six digits', (code) => {
  expect(codeFaults(code)).toEqual(['not-six-digits'])
})

it('refuses the code that is in use', () => {
  expect(codeFaults('427193', '427193')).toEqual(['same-as-before'])
})

it('asks three of six digits in twenty ways', () => {
  expect(CHALLENGES).toHaveLength(20)
  expect(new Set(CHALLENGES.map(String)).size).toBe(20)
  expect([challenge(0), challenge(19)]).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
})

it('knows the answer and the words of a question', () => {
  expect(answerTo('427193', [2, 4, 5])).toBe('219')
  expect(ordinals([2, 4, 5])).toBe('2nd, 4th and 5th')
  expect(ordinals([1, 3, 6])).toBe('1st, 3rd and 6th')
})
