import { sql, type SqlBool } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

export type Answers = Readonly<Record<string, string>>

/** Whose draft, and of what: an answer to a conversation, a message about a thing, or one about nothing yet. */
export type DraftPlace = { readonly accountId: string; readonly place: string }

export async function findDraft(tx: Tx, reach: Reach, at: DraftPlace): Promise<Answers | undefined> {
  const found = await tx
    .selectFrom('conversations.draft')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', at.accountId)
    .where(isFor(reach))
    .where('place', '=', at.place)
    .select('answers')
    .executeTakeFirst()
  // Only this file writes the column, and only texts by name.
  return found?.answers as Answers | undefined
}

export async function recordDraft(tx: Tx, reach: Reach, draft: DraftPlace & { answers: Answers; at: Date }) {
  const answers = JSON.stringify(draft.answers)
  await tx
    .insertInto('conversations.draft')
    .values({
      council_id: tx.councilId,
      account_id: draft.accountId,
      provider_id: reach.providerId ?? null,
      place: draft.place,
      answers,
      kept_at: draft.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['council_id', 'account_id', 'provider_id', 'place'])
        .doUpdateSet({ answers, kept_at: draft.at }),
    )
    .execute()
}

export async function removeDraft(tx: Tx, reach: Reach, at: DraftPlace): Promise<void> {
  await tx
    .deleteFrom('conversations.draft')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', at.accountId)
    .where(isFor(reach))
    .where('place', '=', at.place)
    .execute()
}

function isFor({ providerId }: Reach) {
  return sql<SqlBool>`provider_id is not distinct from ${providerId ?? null}::uuid`
}
