import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export type Batch = {
  readonly id: string
  readonly publishAt: Date
  readonly createdAt: Date
  readonly creatorName: string
  readonly createdBy: string
  readonly finishedAt: Date | null
  readonly cancelledAt: Date | null
  readonly waiting: number
  readonly published: number
  readonly refused: number
}

type NewBatch = { readonly publishAt: Date; readonly at: Date; readonly by: string; readonly name: string }

export type ReadyDraft = {
  readonly id: string
  readonly reference: string
  readonly hash: string
  /** Whole pence. */
  readonly weekly: bigint
}
const MOST_READY = 20_000

/** Every draft that no batch holds yet, with the text that it has now. */
export async function listReadyDrafts(tx: Tx): Promise<readonly ReadyDraft[]> {
  const { rows } = await sql<ReadyDraft>`
    select a.id, a.reference, encode(r.content_hash, 'hex') as hash, (r.content ->> 'weeklyPence')::bigint as weekly
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    where a.council_id = ${tx.councilId} and a.status = 'draft' and not ${isInBatch(tx)}
    order by a.id limit ${MOST_READY}`.execute(tx)
  return rows
}

function isInBatch(tx: Tx) {
  return sql`exists (select from agreements.batch_item i join agreements.batch b on b.council_id = ${tx.councilId} and b.id = i.batch_id
    where i.council_id = ${tx.councilId} and i.agreement_id = a.id and i.outcome = 'waiting' and b.cancelled_at is null)`
}

/** The drafts that are to be published, by the text that each has now. */
export async function recordBatch(tx: Tx, ids: readonly string[], batch: NewBatch) {
  const { rows } = await sql<{ id: string; count: number }>`
    with made as (
      insert into agreements.batch (council_id, publish_at, created_at, created_by, creator_name)
      values (${tx.councilId}, ${batch.publishAt}, ${batch.at}, ${batch.by}, ${batch.name}) returning id
    ), items as (
      insert into agreements.batch_item (council_id, batch_id, agreement_id, shown_hash)
      select a.council_id, made.id, a.id, r.content_hash from made, agreements.agreement a
      join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
      where a.council_id = ${tx.councilId} and a.status = 'draft'
        and a.id = any(${[...ids]}::uuid[]) and not ${isInBatch(tx)}
      returning agreement_id
    )
    select made.id, (select count(*)::int from items) as count from made`.execute(tx)
  const [made] = rows
  if (made === undefined) throw new Error('a batch is made')
  return made
}

type Which = { readonly id?: string; readonly most?: number }

export async function listBatches(tx: Tx, { id, most = 50 }: Which = {}): Promise<readonly Batch[]> {
  const { rows } = await sql<Batch>`
    select b.id, b.publish_at as "publishAt", b.created_at as "createdAt", b.creator_name as "creatorName", b.created_by as "createdBy",
      b.finished_at as "finishedAt", b.cancelled_at as "cancelledAt",
      count(*) filter (where i.outcome = 'waiting')::int as waiting,
      count(*) filter (where i.outcome = 'published')::int as published,
      count(*) filter (where i.outcome not in ('waiting', 'published'))::int as refused
    from agreements.batch b
    left join agreements.batch_item i on i.council_id = ${tx.councilId} and i.batch_id = b.id
    where b.council_id = ${tx.councilId} and (${id ?? null}::uuid is null or b.id = ${id ?? null}::uuid)
    group by b.council_id, b.id order by b.created_at desc, b.id limit ${most}`.execute(tx)
  return rows
}

export type BatchItem = { readonly id: string; readonly hash: string }

/**
 * The next ones of a batch that is due and goes on, locked. A second worker waits for the first and then finds them done:
 * were they skipped, those of a worker that dies now would be left behind.
 */
export async function takeWaiting(
  tx: Tx,
  batchId: string,
  { now, rows }: { readonly now: Date; readonly rows: number },
) {
  const { rows: taken } = await sql<BatchItem>`
    select i.agreement_id as id, encode(i.shown_hash, 'hex') as hash from agreements.batch_item i
    join agreements.batch b on b.council_id = ${tx.councilId} and b.id = i.batch_id
    where i.council_id = ${tx.councilId} and i.batch_id = ${batchId} and i.outcome = 'waiting'
      and b.cancelled_at is null and b.publish_at <= ${now}
    order by i.agreement_id limit ${rows} for update of i`.execute(tx)
  return taken
}

type Recorded = { readonly id: string; readonly outcome: string }

export async function recordOutcomes(tx: Tx, batchId: string, recorded: readonly Recorded[]): Promise<void> {
  await sql`
    update agreements.batch_item i set outcome = o.outcome
    from unnest(${recorded.map(({ id }) => id)}::uuid[], ${recorded.map(({ outcome }) => outcome)}::text[]) o (id, outcome)
    where i.council_id = ${tx.councilId} and i.batch_id = ${batchId} and i.agreement_id = o.id`.execute(tx)
}

/** True for the one who finds it done first. */
export async function finishBatch(tx: Tx, batchId: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update agreements.batch set finished_at = ${at}
    where council_id = ${tx.councilId} and id = ${batchId} and finished_at is null and cancelled_at is null and publish_at <= ${at}
      and not exists (select from agreements.batch_item i where i.council_id = ${tx.councilId} and i.batch_id = ${batchId} and i.outcome = 'waiting')
    returning id`.execute(tx)
  return rows.length > 0
}

export async function cancelBatch(tx: Tx, batchId: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update agreements.batch set cancelled_at = ${at}
    where council_id = ${tx.councilId} and id = ${batchId} and finished_at is null and cancelled_at is null returning id`.execute(
    tx,
  )
  return rows.length > 0
}

export type PublishedIn = { readonly providerId: string; readonly count: number }

export async function listProvidersOf(tx: Tx, batchId: string): Promise<readonly PublishedIn[]> {
  const { rows } = await sql<PublishedIn>`
    select a.provider_id as "providerId", count(*)::int as count from agreements.batch_item i
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = i.agreement_id
    where i.council_id = ${tx.councilId} and i.batch_id = ${batchId} and i.outcome = 'published'
    group by a.provider_id order by a.provider_id`.execute(tx)
  return rows
}

export type Following = {
  /** Papers that are made, of so many that are or will be. */
  readonly papers: number
  readonly toPrint: number
  /** Of restricted people: no paper with their details is kept, so none is counted on. */
  readonly unkept: number
  /** Providers with something in it. */
  readonly providers: number
}

/** What follows the publishing: how many papers are made, and how many providers have their message. */
export async function countFollowing(tx: Tx, batchId: string): Promise<Following> {
  const { rows } = await sql<Following>`
    select count(*) filter (where f.paper)::int as papers,
      count(*) filter (where f.paper or not f.restricted)::int as "toPrint",
      count(*) filter (where f.restricted and not f.paper)::int as unkept,
      count(distinct f.provider_id) filter (where f.outcome = 'published')::int as providers
    from (
      select i.outcome, a.provider_id,
        exists (select from agreements.paper p where p.council_id = ${tx.councilId}
          and p.agreement_id = i.agreement_id and p.kind = 'offer') as paper,
        exists (select from published.served_person w where w.council_id = ${tx.councilId} and w.provider_id = a.provider_id
          and w.person_id = a.person_id and w.restricted) as restricted
      from agreements.batch_item i
      join agreements.batch b on b.council_id = ${tx.councilId} and b.id = i.batch_id
      join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = i.agreement_id
      where i.council_id = ${tx.councilId} and i.batch_id = ${batchId}
        and (i.outcome = 'published' or i.outcome = 'waiting' and b.cancelled_at is null)
    ) f`.execute(tx)
  return rows[0] ?? { papers: 0, toPrint: 0, unkept: 0, providers: 0 }
}

export type RefusedItem = { readonly id: string; readonly reference: string; readonly outcome: string }

export async function listRefusedItems(tx: Tx, batchId: string): Promise<readonly RefusedItem[]> {
  const { rows } = await sql<RefusedItem>`
    select a.id, a.reference, i.outcome from agreements.batch_item i
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = i.agreement_id
    where i.council_id = ${tx.councilId} and i.batch_id = ${batchId} and i.outcome not in ('waiting', 'published')
    order by a.reference limit 500`.execute(tx)
  return rows
}
