import { expect, it } from 'vitest'
import { areBankHolidaysKnown, BANK_HOLIDAYS, isBankHoliday } from './bank-holidays.ts'
import { localDate } from './dates.ts'

it('knows eight a year, and the single ones', () => {
  const perYear = Map.groupBy(BANK_HOLIDAYS, (day) => day.slice(0, 4))
  const unusual = [...perYear].filter(([, days]) => days.length !== 8).map(([year, days]) => [year, days.length])
  expect(unusual).toEqual([
    ['2012', 9],
    ['2022', 10],
    ['2023', 9],
  ])
  expect([...BANK_HOLIDAYS].map(localDate)).toHaveLength(140)
})

it('has the substitute day and not the weekend it stands for', () => {
  expect(isBankHoliday(localDate('2027-12-27'))).toBe(true)
  expect(isBankHoliday(localDate('2027-12-25'))).toBe(false)
})

it('says for which years it knows them', () => {
  expect(areBankHolidaysKnown(localDate('2028-12-31'))).toBe(true)
  expect(areBankHolidaysKnown(localDate('2029-01-01'))).toBe(false)
})
