import type { Db } from '../../../../platform/db/db.ts'
import type { ListTaken } from '../../commands/record-week.ts'
import type { QuoteWeek } from '../../rules/quote.ts'

/** What payments, a later capability, answers for us: handed in when the routes are mounted. */
export type Later = {
  readonly quote: QuoteWeek
  readonly listTaken: ListTaken
  /** What people type, for addresses that are read elsewhere. */
  readonly origin: string
  /** For the calendar that is read without signing in. */
  readonly db?: Db
}
