import type { ListTaken } from '../../commands/record-week.ts'
import type { QuoteWeek } from '../../rules/quote.ts'

/** What payments, a later capability, answers for us: handed in when the routes are mounted. */
export type Later = { readonly quote: QuoteWeek; readonly listTaken: ListTaken }
