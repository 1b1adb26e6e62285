import { expect, it } from 'vitest'
import { rankZ } from './rank-test.ts'

const count = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)

it('finds nothing between times that lie evenly between each other', () => {
  expect(rankZ([1, 4, 5, 8], [2, 3, 6, 7])).toBe(0)
})

it('finds times of which all are longer', () => {
  expect(rankZ(count(0, 10), count(10, 20))).toBeCloseTo(-3.7796, 3)
  expect(rankZ(count(10, 20), count(0, 10))).toBeCloseTo(3.7796, 3)
})

it('finds one millisecond in thirty among a thousand', () => {
  const noise = (n: number) => ((n * 7919) % 1000) / 100
  expect(
    Math.abs(
      rankZ(
        count(0, 1000).map(noise),
        count(0, 1000).map((n) => noise(n) + 1),
      ),
    ),
  ).toBeGreaterThan(6)
  expect(Math.abs(rankZ(count(0, 1000).map(noise), count(500, 1500).map(noise)))).toBeLessThan(0.1)
})

it('lets equal times share their ranks', () => {
  expect(rankZ([1, 1, 1], [1, 1, 2])).toBeCloseTo(-1, 3)
})
