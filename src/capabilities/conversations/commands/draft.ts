import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { getConversation } from '../store/conversations.ts'
import { recordDraft, removeDraft, type Answers } from '../store/drafts.ts'
import { reachOf } from './author.ts'

type KeepDraft = {
  /** The conversation that is answered; without one it is a new message. */
  readonly conversationId?: string
  readonly place: string
  readonly answers: Answers
}

/** Kept while somebody types and not audited: nothing has been said yet. */
export async function keepDraft(
  work: Work,
  { conversationId, place, answers }: KeepDraft,
): Promise<Outcome<null, never>> {
  const reach = reachOf(work)
  if (conversationId !== undefined) await getConversation(work.tx, reach, conversationId)
  await recordDraft(work.tx, reach, { accountId: work.accountId, place, answers, at: work.now })
  return done(null)
}

/** With the message that was made of it, in one transaction. */
export async function forgetDraft(work: Work, place: string): Promise<void> {
  await removeDraft(work.tx, reachOf(work), { accountId: work.accountId, place })
}
