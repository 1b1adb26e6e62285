import { knowingEverybody } from '../../../platform/db/know.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import type { Work } from '../../../platform/work.ts'
import type { Team } from '../rules/conversation.ts'
import { defaultMessageTypes, type MessageType } from '../rules/message-types.ts'
import type { Subject, SubjectRef } from '../rules/subject.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import { getConversationIdByKey, recordConversation } from '../store/conversations.ts'
import { listMessageTypes } from '../store/message-types.ts'
import { recordMessage } from '../store/messages.ts'
import { getSubject } from '../store/subjects.ts'
import { attachFiles } from './attachments.ts'
import { reachOf, sideOf, tell } from './author.ts'

export type OpenConversation = {
  /** What it is opened for, such as 'agreement-rejected:ID:REVISION': the same key opens it once. */
  readonly key: string
  /** Code of a message type; it gives the target time, and the team unless one is named. */
  readonly type: string
  readonly about: SubjectRef
  readonly team?: Team
  readonly title: string
  readonly text: string
  /** Whose move it is. Unless said, the other side's; what a job opens waits for the council. */
  readonly waitingFor?: 'council' | 'provider'
  /** Sent with the first message. */
  readonly files?: readonly ReceivedFile[]
}

/** Opens it, or answers with the one that the key has opened before. Safe to call twice. */
export async function openConversation(work: Work, wanted: OpenConversation): Promise<string> {
  const { tx, now, today } = work
  const [types, subject] = await Promise.all([listMessageTypes(tx), getSubject(tx, reachOf(work), wanted.about)])
  const type = typeOf(types, wanted.type)
  const team = wanted.team ?? type.team
  const forCouncil = (wanted.waitingFor ?? (work.actor.face === 'council' ? 'provider' : 'council')) === 'council'
  const id = await recordConversation(tx, {
    key: wanted.key,
    type: type.code,
    typeName: type.name,
    team,
    targetDays: type.targetDays,
    title: wanted.title,
    subject,
    state: forCouncil ? 'awaiting-council' : 'awaiting-provider',
    dueOn: forCouncil ? addWorkingDays(today, type.targetDays) : null,
    at: now,
  })
  if (id === undefined) return knowingEverybody(tx, () => getConversationIdByKey(tx, subject.providerId, wanted.key))

  await recordMessage(tx, {
    conversationId: id,
    number: 1,
    ...placeOf(subject),
    side: sideOf(work),
    kind: 'message',
    team,
    text: wanted.text,
    by: work.accountId,
    byName: work.actor.name,
    at: now,
  })
  await attachFiles(work, { conversationId: id, ...placeOf(subject), number: 1, files: wanted.files ?? [] })
  await tell(work, id, 1)
  await work.audit('conversation.opened', { type: 'conversation', id }, { about: subject.type, type: type.code, team })
  return id
}

function placeOf({ providerId, serviceId, contractId }: Subject) {
  return { providerId, serviceId, contractId }
}

/** A council may have renamed or dropped a type that the product itself uses. */
function typeOf(types: readonly MessageType[], code: string): MessageType {
  const found = [...types, ...defaultMessageTypes].find((type) => type.code === code)
  if (found === undefined) throw new Error(`there is no message type ${code}`)
  return found
}
