import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ClosingOutcome, Side, Team } from '../rules/conversation.ts'
import type { Reach } from './reach.ts'

export type MessageKind = 'message' | 'handed-over' | 'closed' | 'reopened'
export type Message = {
  readonly number: number
  readonly side: Side
  readonly kind: MessageKind
  readonly team: Team
  readonly text: string
  readonly outcome: ClosingOutcome | null
  readonly writerName: string
  readonly writtenAt: Date
}

/** A thread this long is never read to its end; the newest are shown. */
const MOST_MESSAGES = 500

export async function listMessages(tx: Tx, { providerId }: Reach, conversationId: string): Promise<Message[]> {
  const newest = await tx
    .selectFrom('conversations.message')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('conversation_id', '=', conversationId)
    .select([
      'number',
      'side',
      'kind',
      'team',
      'text',
      'outcome',
      'writer_name as writerName',
      'written_at as writtenAt',
    ])
    .orderBy('number', 'desc')
    .limit(MOST_MESSAGES)
    .execute()
  return newest.reverse()
}

export type NewMessage = {
  readonly conversationId: string
  readonly number: number
  readonly providerId: string
  readonly serviceId: string | null
  readonly contractId: string | null
  readonly side: Side
  readonly kind: MessageKind
  readonly team: Team
  readonly text: string
  readonly outcome?: ClosingOutcome
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordMessage(tx: Tx, message: NewMessage): Promise<void> {
  await tx
    .insertInto('conversations.message')
    .values({
      council_id: tx.councilId,
      conversation_id: message.conversationId,
      number: message.number,
      provider_id: message.providerId,
      service_id: message.serviceId,
      contract_id: message.contractId,
      side: message.side,
      kind: message.kind,
      team: message.team,
      text: message.text,
      outcome: message.outcome ?? null,
      written_by: message.by,
      writer_name: message.byName,
      written_at: message.at,
    })
    .execute()
}

export type Note = { readonly text: string; readonly writerName: string; readonly writtenAt: Date; readonly id: string }

export function listNotes(tx: Tx, conversationId: string): Promise<Note[]> {
  return tx
    .selectFrom('conversations.internal_note')
    .where('council_id', '=', tx.councilId)
    .where('conversation_id', '=', conversationId)
    .select(['id', 'text', 'writer_name as writerName', 'written_at as writtenAt'])
    .orderBy('written_at')
    .orderBy('id')
    .limit(MOST_MESSAGES)
    .execute()
}

type NewNote = {
  readonly conversationId: string
  readonly text: string
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordNote(tx: Tx, { conversationId, text, by, byName, at }: NewNote): Promise<void> {
  await tx
    .insertInto('conversations.internal_note')
    .values({
      council_id: tx.councilId,
      conversation_id: conversationId,
      text,
      written_by: by,
      writer_name: byName,
      written_at: at,
    })
    .execute()
}

/** True once: the mail about a message is queued in the transaction that says so, however often the job runs. */
export async function markTold(tx: Tx, conversationId: string, number: number, at: Date): Promise<boolean> {
  const marked = await tx
    .updateTable('conversations.message')
    .set({ told_at: at })
    .where('council_id', '=', tx.councilId)
    .where('conversation_id', '=', conversationId)
    .where('number', '=', number)
    .where('told_at', 'is', null)
    .returning(sql`1`.as('one'))
    .executeTakeFirst()
  return marked !== undefined
}
