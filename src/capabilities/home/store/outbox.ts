import type { Tx } from '../../../platform/db/tx.ts'

export type OutboxMail = {
  readonly id: string
  readonly recipient: string
  readonly subject: string
  readonly body: string
  readonly queuedAt: Date
  readonly sentAt: Date | null
}

export function listOutbox(tx: Tx): Promise<OutboxMail[]> {
  return tx
    .selectFrom('platform.mail')
    .where('council_id', '=', tx.councilId)
    .select(['id', 'recipient', 'subject', 'body', 'queued_at as queuedAt', 'sent_at as sentAt'])
    .orderBy('queued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
}
