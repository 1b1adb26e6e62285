import { expect, it } from 'vitest'
import { BEFORE_DAYS, isPayer, kindInFiles, payerOf, PAYERS } from './payers.ts'

it('tells the parts of others from care', () => {
  expect(PAYERS.every(isPayer)).toBe(true)
  expect(['care', 'stay', 'adjustment', 'council', ''].some(isPayer)).toBe(false)
})

it('keeps the three kinds that files have always had, and names the payer beside them', () => {
  expect(kindInFiles('stay')).toBe('stay')
  expect(payerOf('stay')).toBeNull()
  expect(PAYERS.map(kindInFiles)).toEqual(['adjustment', 'adjustment', 'adjustment'])
  expect(PAYERS.map(payerOf)).toEqual([...PAYERS])
})

it('says nothing before the days of care, and whose part it is before those of a payer', () => {
  expect(BEFORE_DAYS.stay).toBe('')
  expect(BEFORE_DAYS.contribution).toBe('Less the person’s contribution, ')
})
