import { BAND_DAYS, CALENDAR_KINDS } from '../../../core/visit-prices.ts'
import { optional, refersTo, required, type PackFile } from './columns.ts'

const visitPrices: PackFile = {
  name: 'visit-prices',
  required: false,
  meaning:
    'Prices of visits beside the hourly price of a line: of a length, or of a time of day. Rows of one line and first day belong together.',
  key: ['rate_ref', 'starts_on', 'number'],
  days: ['starts_on', 'ends_on'],
  references: [refersTo('rate-lines', 'rate_ref')],
  columns: [
    required('rate_ref', 'key', {
      example: 'R-2024-017-1',
      meaning: 'Line of the price book; one by the hour',
      target: 'contracts.visit_price.rate_line_id',
    }),
    required('starts_on', 'date', {
      example: '2026-04-01',
      meaning: 'First day of these prices',
      target: 'contracts.visit_price.valid',
    }),
    optional('ends_on', 'date', {
      example: '2027-03-31',
      meaning: 'Last day included; empty while they hold; the same on each row',
      target: 'contracts.visit_price.valid',
    }),
    required('number', 'whole', {
      least: 1,
      most: 999,
      example: '1',
      meaning: 'Place of the row among those that belong together',
      target: 'contracts.visit_price.bands',
    }),
    required('over_an_edge', 'choice', {
      choices: ['parts', 'start'],
      example: 'parts',
      meaning:
        'How a visit is paid that goes over the edge of a time or midnight: part by part, or whole by its start; the same on each row',
      target: 'contracts.visit_price.split',
    }),
    optional('minutes', 'whole', {
      least: 1,
      most: 1_440,
      example: '30',
      unit: 'minutes',
      meaning: 'For a price of a length: of exactly so many minutes. Then days and times are empty',
      target: 'contracts.visit_price.fixed',
    }),
    optional('days', 'choice', {
      choices: ['every-day', ...BAND_DAYS],
      example: 'weekday',
      meaning: 'For a price of a time: on which days it holds',
      target: 'contracts.visit_price.bands',
    }),
    optional('from_time', 'time', {
      example: '18:00',
      meaning: 'When the time begins; with to_time empty, all day',
      target: 'contracts.visit_price.bands',
    }),
    optional('to_time', 'time', {
      example: '22:00',
      meaning: 'When it ends; 00:00 is midnight, and an end before the beginning goes over midnight',
      target: 'contracts.visit_price.bands',
    }),
    required('price', 'price', {
      example: '16.00',
      meaning: 'Of the visit of that length, or of an hour of that time',
      target: 'contracts.visit_price.fixed',
      unit: 'pounds',
    }),
  ],
}

const calendarDays: PackFile = {
  name: 'calendar-days',
  required: false,
  meaning: 'Days that the council pays otherwise than the published bank holidays of England and Wales say.',
  key: ['day'],
  columns: [
    required('day', 'date', { example: '2026-12-24', meaning: 'The day', target: 'contracts.calendar_day.day' }),
    required('kind', 'choice', {
      choices: CALENDAR_KINDS,
      example: 'special-day',
      meaning: 'A special day, a bank holiday of this council, or a published bank holiday that is none here',
      target: 'contracts.calendar_day.kind',
    }),
    required('name', 'text', {
      example: 'Christmas Eve',
      meaning: 'What it is called',
      target: 'contracts.calendar_day.name',
    }),
  ],
}

export const visitPriceFiles: readonly PackFile[] = [visitPrices, calendarDays]
