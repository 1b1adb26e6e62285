import { randomUUID } from 'node:crypto'
import type { Actor } from '../../../platform/work.ts'
import type { Stage } from '../../../testing/stage.ts'
import { openConversation, type OpenConversation } from '../commands/open-conversation.ts'

/** A message about the whole organisation from the provider to brokerage, less what a test says otherwise. */
export function aConversation(
  stage: Stage,
  actor: Actor,
  over: Pick<OpenConversation, 'about'> & Partial<OpenConversation>,
): Promise<string> {
  const defaults = { key: `test:${randomUUID()}`, type: 'brokerage', title: 'A question', text: 'What should we do?' }
  return stage.work.run(actor, (work) => openConversation(work, { ...defaults, ...over }))
}
