import type { Work } from '../../../platform/work.ts'

type Look = {
  readonly conversationId: string
  readonly restrictedPeople: readonly string[]
  /** The network address is part of "from where". */
  readonly from: string
}

/** Each look at what was said about a restricted person is an entry of the log, beside those at their details. */
export async function recordLooks(work: Work, { conversationId, restrictedPeople, from }: Look): Promise<void> {
  for (const id of restrictedPeople)
    await work.audit(
      'restricted-person.conversation-read',
      { type: 'person', id },
      { from, conversation: conversationId },
    )
}
