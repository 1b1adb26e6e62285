import { expect, it } from 'vitest'
import { causeOf, causeOfPlan } from './drafting.ts'

const plan = { version: 2, cause: 'new' } as const

it.each([
  ['as its plan says, where nothing about it is agreed', [], 'new'],
  ['as its plan says, where another plan is agreed', [{ version: 1, repriced: true }], 'new'],
  ['for a new price of the same plan', [{ version: 2, repriced: true }], 'annual-uplift'],
  ['to put something else of the same plan right', [{ version: 2, repriced: false }], 'correction'],
  [
    'for the price of the plan meant, beside one for a time',
    [
      { version: 3, repriced: false },
      { version: 2, repriced: true },
    ],
    'annual-uplift',
  ],
] as const)('is drafted %s', (_, agreed, cause) => {
  expect(causeOfPlan(plan, agreed)).toBe(cause)
})

it('says of several what weighs most', () => {
  expect(causeOf(['annual-uplift', 'new', 'correction'])).toBe('new')
})
