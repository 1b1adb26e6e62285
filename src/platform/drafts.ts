import { sql, type SqlBool } from 'kysely'
import type { FaceScope } from './db/scope.ts'
import type { Tx } from './db/tx.ts'

export type Answers = Readonly<Record<string, string>>
/** The page on which somebody writes, and the address to which the form of it is sent. */
export type DraftPlace = { readonly place: string; readonly form: string }
export type Draft = { readonly form: string; readonly answers: Answers; readonly keptAt: Date }

const DAYS_KEPT = 14
/** Somebody with more pages begun than this loses the oldest. */
const MOST_DRAFTS = 50

/** What is older than this has been forgotten, whether or not the night has come. */
export function oldestKept(now: Date): Date {
  return new Date(now.getTime() - DAYS_KEPT * 86_400_000)
}

/** What this person began on this page and has not sent. */
export async function listDrafts(
  tx: Tx,
  scope: FaceScope,
  { place, now }: { readonly place: string; readonly now: Date },
): Promise<readonly Draft[]> {
  const rows = await tx
    .selectFrom('platform.draft')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', scope.accountId)
    .where(workplaceOf(scope))
    .where('place', '=', place)
    .where('kept_at', '>', oldestKept(now))
    .select(['form', 'answers', 'kept_at as keptAt'])
    .orderBy('kept_at')
    .orderBy('form')
    .limit(MOST_DRAFTS)
    .execute()
  // Only this file writes the column, and only texts by name.
  return rows.map(({ answers, ...row }) => ({ ...row, answers: answers as Answers }))
}

type Kept = DraftPlace & {
  readonly answers: Answers
  readonly now: Date
  /** The form's own key: once it was used the form is sent, and nothing of it is a draft any more. */
  readonly key: string | undefined
}

/** What is kept already and not said again stays: a page sends only the boxes that were typed in. */
export async function recordDraft(tx: Tx, scope: FaceScope, { place, form, answers, now, key }: Kept): Promise<void> {
  await sql`
    insert into platform.draft as kept (council_id, account_id, provider_id, place, form, answers, kept_at)
    select ${tx.councilId}::uuid, ${scope.accountId}::uuid, ${providerOf(scope)}::uuid, ${place}, ${form},
      ${JSON.stringify(answers)}::jsonb, ${now}
    where not exists (select from platform.request_key k
      where k.council_id = ${tx.councilId} and k.account_id = ${scope.accountId} and k.key = ${key ?? ''})
    on conflict (council_id, account_id, provider_id, place, form)
      do update set answers = kept.answers || excluded.answers, kept_at = excluded.kept_at`.execute(tx)
  await tx
    .deleteFrom('platform.draft')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', scope.accountId)
    .where(workplaceOf(scope))
    .where('kept_at', '<', (eb) =>
      eb
        .selectFrom('platform.draft')
        .where('council_id', '=', tx.councilId)
        .where('account_id', '=', scope.accountId)
        .where(workplaceOf(scope))
        .select('kept_at')
        .orderBy('kept_at', 'desc')
        .orderBy('place')
        .orderBy('form')
        .offset(MOST_DRAFTS - 1)
        .limit(1),
    )
    .execute()
}

/** With what was made of it, in one transaction. */
export async function removeDraft(tx: Tx, scope: FaceScope, { place, form }: DraftPlace): Promise<void> {
  await tx
    .deleteFrom('platform.draft')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', scope.accountId)
    .where(workplaceOf(scope))
    .where('place', '=', place)
    .where('form', '=', form)
    .execute()
}

/** As the gate, which sees the age of every draft and nothing else of it. */
export async function forgetOldDrafts(tx: Tx, now: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('platform.draft')
    .where('kept_at', '<=', oldestKept(now))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

function providerOf(scope: FaceScope): string | null {
  return scope.role === 'portal_council' ? null : scope.providerId
}

function workplaceOf(scope: FaceScope) {
  return sql<SqlBool>`provider_id is not distinct from ${providerOf(scope)}::uuid`
}
