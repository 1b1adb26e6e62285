import { formatRate } from './format.ts'
import { rate } from './money.ts'
import type { BandDay, SaidBand, SaidVisitPrices } from './visit-prices.ts'

export const BAND_DAY_WORDS: Readonly<Record<BandDay, string>> = {
  weekday: 'Monday to Friday',
  weekend: 'Saturday and Sunday',
  ...{ mon: 'Mondays', tue: 'Tuesdays', wed: 'Wednesdays', thu: 'Thursdays', fri: 'Fridays' },
  ...{ sat: 'Saturdays', sun: 'Sundays' },
  'bank-holiday': 'Bank holidays',
  'special-day': 'Special days',
}

/** How visits are paid, as both sides read it: one sentence for each price, then what decides between them. */
export function visitPriceWords({ split, fixed, bands }: SaidVisitPrices): readonly string[] {
  return [
    ...fixed.map(({ minutes, price }) => `A visit of ${String(minutes)} minutes: ${priceText(price)}`),
    ...(fixed.length === 0 ? [] : ['A longer visit: the longest of these that it fills, and the rest by the minute']),
    ...bands.map((band) => `${bandText(band)}: ${priceText(band.price)} an hour`),
    'All other time: the hourly price',
    ...(bands.length === 0 ? [] : [RANKS, split ? SPLIT : BY_START]),
    'Each carer’s visit is paid on its own',
  ]
}

const RANKS =
  'A special day goes before a bank holiday, a bank holiday before a named day, and that before weekdays and weekends'
const SPLIT = 'A visit that goes over the edge of a time is paid part by part'
const BY_START = 'A visit is paid as a whole by the time at which it starts'

/** 'Monday to Friday, 18:00 to 22:00' */
function bandText({ days, from, until }: Pick<SaidBand, 'days' | 'from' | 'until'>): string {
  const words = days.map((day) => BAND_DAY_WORDS[day]).join(' and ')
  const isEveryDay = days.includes('weekday') && days.includes('weekend')
  const isWhole = from === 0 && until === 1440
  return `${isEveryDay ? 'Every day' : words}, ${isWhole ? 'all day' : `${clockText(from)} to ${clockText(until)}`}`
}

/** '18:00'; the end of a day is midnight. */
export function clockText(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

function priceText(price: number): string {
  return formatRate(rate(BigInt(price)))
}
