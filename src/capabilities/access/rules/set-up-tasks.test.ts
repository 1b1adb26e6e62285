import { expect, it } from 'vitest'
import { isSetUp, phoneFault, setUpTasks, statusOf, type SetUpFacts } from './set-up-tasks.ts'

const nothing: SetUpFacts = { passwordChosen: false, hasSecondStep: false, policiesDue: 1, detailsConfirmed: false }
const all: SetUpFacts = { passwordChosen: true, hasSecondStep: true, policiesDue: 0, detailsConfirmed: true }
const statuses = (facts: SetUpFacts) => setUpTasks.map((task) => statusOf(task, facts))

it('begins with the password, and leaves the order of the others to the person', () => {
  expect(statuses(nothing)).toEqual(['to-do', 'cannot-start', 'cannot-start', 'cannot-start'])
  expect(statuses({ ...nothing, passwordChosen: true })).toEqual(['done', 'to-do', 'to-do', 'to-do'])
})

it('is finished when all four are done, and not when one is missing', () => {
  expect(isSetUp(all)).toBe(true)
  const missing: readonly Partial<SetUpFacts>[] = [
    { passwordChosen: false },
    { hasSecondStep: false },
    { policiesDue: 1 },
    { detailsConfirmed: false },
  ]
  expect(missing.map((part) => isSetUp({ ...all, ...part }))).toEqual([false, false, false, false])
})

it.each([
  ['', undefined],
  ['01603 000001', undefined],
  ['+44 (0)1603 000-001', undefined],
  ['12345', 'malformed'],
  ['ask Joan', 'malformed'],
  ['0'.repeat(16), 'malformed'],
])('takes “%s” for a telephone number or not', (phone, fault) => {
  expect(phoneFault(phone)).toBe(fault)
})
