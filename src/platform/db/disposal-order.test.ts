import { expect, it } from 'vitest'
import { inOrder } from './disposal-order.ts'

it.each<readonly [string, readonly string[], readonly (readonly [string, string])[], readonly string[]]>([
  ['tables that do not refer', ['b', 'a'], [], ['b', 'a']],
  [
    'a chain',
    ['a', 'b', 'c'],
    [
      ['b', 'a'],
      ['c', 'b'],
    ],
    ['c', 'b', 'a'],
  ],
  [
    'two that refer to one',
    ['a', 'b', 'c'],
    [
      ['b', 'a'],
      ['c', 'a'],
    ],
    ['b', 'c', 'a'],
  ],
  [
    'a table that refers to itself',
    ['a', 'b'],
    [
      ['a', 'a'],
      ['b', 'a'],
    ],
    ['b', 'a'],
  ],
  [
    'one that refers to what is not emptied',
    ['a'],
    [
      ['a', 'elsewhere'],
      ['elsewhere', 'a'],
    ],
    ['a'],
  ],
])('puts %s in order', (_, names, edges, order) => {
  expect(
    inOrder(
      names,
      edges.map(([from, to]) => ({ from, to })),
    ),
  ).toEqual(order)
})

it('says which tables refer to each other in a ring', () => {
  const ring = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ]
  expect(() => inOrder(['a', 'b', 'c'], ring)).toThrow('in a ring: a, b')
})
