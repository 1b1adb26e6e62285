import type { Work } from '../../../platform/work.ts'
import { defaultMessageTypes } from '../rules/message-types.ts'
import { recordMissingTypes } from '../store/message-types.ts'

/** Gives a council the shipped types as rows of its own, to rename and re-time; those it has already stay. */
export async function loadDefaultTypes(work: Work): Promise<void> {
  const added = await recordMissingTypes(work.tx, defaultMessageTypes)
  if (added > 0) await work.audit('conversation.types-loaded', { type: 'council', id: work.tx.councilId }, { added })
}
