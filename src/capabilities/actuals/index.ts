export { recordWeek, type ListTaken } from './commands/record-week.ts'
export type { Quote, QuoteInput, QuoteWeek } from './rules/quote.ts'
