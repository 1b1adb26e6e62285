import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { LocalDate } from '../core/dates.ts'
import { londonToday, type Clock } from './clock.ts'
import type { Db } from './db/db.ts'
import { systemAccountId, systemScope, type FaceScope } from './db/scope.ts'
import type { Tx } from './db/tx.ts'

/** Who acts, as the audit trail will name them. */
export type Actor = {
  readonly scope: FaceScope
  readonly name: string
  readonly face: 'council' | 'provider' | 'system'
  /** Set while a council's officer acts for the provider: what is done is then also written where the provider reads it. */
  readonly actingId?: string
  /** The network address of the request; jobs and imports have none. */
  readonly address?: string
}

/** One thing a user, a file or a job does: one transaction, one actor, one reading of the clock. */
export type Work = {
  readonly tx: Tx
  readonly actor: Actor
  readonly accountId: string
  readonly now: Date
  readonly today: LocalDate
  /** Kept until the transaction ends, then chained to the council's log in one statement. */
  readonly audit: (action: string, subject: Subject, details?: Details) => Promise<void>
  /** The job is a row of this transaction: it runs if and only if the work commits. The same key is done once. */
  readonly enqueue: (job: string, payload: Details, options?: EnqueueOptions) => Promise<void>
}
type EnqueueOptions = {
  readonly key?: string
  readonly runAt?: Date
  /** Jobs of one queue are done one after the other: many that take long leave a worker for the rest. */
  readonly queue?: string
}
type Subject = { readonly type: string; readonly id: string }
export type Details = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** What a command may answer when it is keyed: plain data, so that a repeat can be given the first answer. */
export type Answer = string | number | boolean | null | readonly Answer[] | { readonly [key: string]: Answer }

export type Request = {
  /** Made by the page with the form; the same key and body are answered once. */
  readonly key: string
  readonly body: unknown
}

/** The key was used before for something else: a form edited and sent again after "back". */
export class KeyReused extends Error {
  override readonly name = 'KeyReused'
  constructor() {
    super('this form was already sent with other answers')
  }
}

export type WorkRunner = {
  /** Work that crossed with another’s is rolled back and begun anew, once: what it does outside the transaction may be done twice. */
  run<T>(actor: Actor, act: (work: Work) => Promise<T>): Promise<T>
  /** As `run`, on a connection that may COPY, and never begun anew: what it reads may be gone. */
  runBulk<T>(actor: Actor, act: (work: Work) => Promise<T>): Promise<T>
  /** As `run`, at most once for the request's key: a repeat gets the first answer and changes nothing. */
  runOnce<T extends Answer>(actor: Actor, request: Request, act: (work: Work) => Promise<T>): Promise<T>
}

export function systemActor(councilId: string): Actor {
  return { scope: systemScope(councilId), name: 'Provider Portal', face: 'system' }
}

export function workRunner(db: Db, clock: Clock): WorkRunner {
  return {
    run: (actor, act) => anewIfCrossed(() => db.write(actor.scope, (tx) => inWork(tx, actor, clock, act))),
    runBulk: (actor, act) => db.bulk(actor.scope, (tx) => inWork(tx, actor, clock, act)),
    runOnce: (actor, request, act) =>
      anewIfCrossed(() =>
        db.write(actor.scope, async (tx) => {
          const earlier = await takeKey(tx, actor, request, clock.now())
          // The stored answer was written by this same command under this same key.
          if (earlier !== undefined) return earlier as Awaited<ReturnType<typeof act>>
          const answer = await inWork(tx, actor, clock, act)
          await keepAnswer(tx, actor, request.key, answer)
          return answer
        }),
      ),
  }
}

/** deadlock_detected and serialization_failure: PostgreSQL has rolled everything back, and the other has gone on. */
const CROSSED: ReadonlySet<string | undefined> = new Set(['40P01', '40001'])

async function anewIfCrossed<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (fault) {
    if (fault instanceof DatabaseError && CROSSED.has(fault.code)) return attempt()
    throw fault
  }
}

async function inWork<T>(tx: Tx, actor: Actor, clock: Clock, act: (work: Work) => Promise<T>): Promise<T> {
  const now = clock.now()
  const entries: Entry[] = []
  const value = await act({
    tx,
    actor,
    accountId: actor.scope.accountId,
    now,
    today: londonToday(now),
    audit: (action, subject, details = {}) => {
      entries.push({ action, subject, details })
      return Promise.resolve()
    },
    enqueue: async (job, payload, { key, runAt, queue } = {}) => {
      await sql`
        select platform.enqueue(${job}, ${JSON.stringify(payload)}::jsonb, ${key ?? null}, ${runAt ?? null}, ${queue ?? null})`.execute(
        tx,
      )
    },
  })
  for (const entry of entries) {
    await appendToChain(tx, actor, now, entry)
    if (actor.actingId !== undefined) await recordDeed(tx, actor.actingId, now, entry)
  }
  return value
}

type Entry = { readonly action: string; readonly subject: Subject; readonly details: Details }

/** Last in the transaction, because the head of the chain is one row per council and everyone waits for it. */
async function appendToChain(tx: Tx, actor: Actor, now: Date, { action, subject, details }: Entry): Promise<void> {
  const { scope, address = null } = actor
  const account = scope.accountId === systemAccountId ? null : scope.accountId
  const provider = scope.role === 'portal_council' ? null : scope.providerId
  await sql`
    with head as (
      select seq, hash from platform.audit_head where council_id = ${tx.councilId} for update
    ), entry as (
      insert into platform.audit_entry
        (council_id, at, seq, account_id, actor_name, face, provider_id, action, subject_type, subject_id, details,
          address, hash)
      select ${tx.councilId}, ${now}, seq + 1, ${account}::uuid, ${actor.name}, ${actor.face}, ${provider}::uuid,
        ${action}, ${subject.type}, ${subject.id}, ${JSON.stringify(details)}::jsonb,
        ${address}::text,
        platform.audit_hash(hash, seq + 1, ${now}, ${account}::uuid, ${action}, ${subject.type}, ${subject.id}, ${JSON.stringify(details)}::jsonb,
          ${address}::text)
      from head returning seq, hash
    )
    update platform.audit_head h set seq = entry.seq, hash = entry.hash from entry where h.council_id = ${tx.councilId}
  `.execute(tx)
}

async function recordDeed(tx: Tx, actingId: string, now: Date, { action, subject }: Entry): Promise<void> {
  await tx
    .insertInto('platform.deed_for_provider')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      acting_id: actingId,
      at: now,
      action,
      subject_type: subject.type,
      subject_id: subject.id,
    })
    .execute()
}

async function takeKey(tx: Tx, actor: Actor, request: Request, now: Date): Promise<Answer | undefined> {
  const hash = createHash('sha256').update(JSON.stringify(request.body)).digest()
  const account = actor.scope.accountId
  const taken = await tx
    .insertInto('platform.request_key')
    .values({ council_id: tx.councilId, account_id: account, key: request.key, body_hash: hash, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return undefined
  const earlier = await tx
    .selectFrom('platform.request_key')
    .select(['body_hash', 'answer'])
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', account)
    .where('key', '=', request.key)
    .executeTakeFirstOrThrow()
  if (!hash.equals(earlier.body_hash)) throw new KeyReused()
  return earlier.answer as Answer
}

async function keepAnswer(tx: Tx, actor: Actor, key: string, answer: Answer): Promise<void> {
  await tx
    .updateTable('platform.request_key')
    .set({ answer: JSON.stringify(answer) })
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', actor.scope.accountId)
    .where('key', '=', key)
    .execute()
}
