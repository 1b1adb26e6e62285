import type { FastifyRequest } from 'fastify'
import type { Db } from '../../../../platform/db/db.ts'
import type { FaceScope } from '../../../../platform/db/scope.ts'
import type { Permission } from '../../../../platform/web/visitor.ts'
import type { Work } from '../../../../platform/work.ts'
import type { ListTaken } from '../../commands/record-week.ts'
import type { QuoteInput, QuoteWeek } from '../../rules/quote.ts'

/** Opens a conversation about a package, and answers with its id. Conversations are a later capability. */
export type OpenConversation = (
  work: Work,
  wanted: {
    readonly key: string
    readonly type: 'payments'
    readonly about: { readonly type: 'package'; readonly id: string }
    readonly title: string
    readonly text: string
  },
) => Promise<string>

/** A provider at which whoever asks may do something, with the eyes that they have there. */
export type Workplace = {
  readonly membershipId: string
  readonly name: string
  readonly council: string
  readonly scope: FaceScope
}

/** What payments and conversations, later capabilities, answer for us: handed in when the routes are mounted. */
export type Later = {
  readonly quote: QuoteWeek
  /** How the price of a week comes about, in sentences; none where it has no price. */
  readonly explain: (input: QuoteInput) => readonly string[]
  readonly listTaken: ListTaken
  readonly openConversation: OpenConversation
  /** What people type, for addresses that are read elsewhere. */
  readonly origin: string
  /** For the calendar that is read without signing in. */
  readonly db?: Db
  /** Where somebody may see actuals, in each place as if they worked there now. */
  readonly workplaces?: (request: FastifyRequest, permission: Permission) => Promise<readonly Workplace[]>
}
