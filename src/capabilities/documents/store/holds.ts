import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { HeldKind } from '../rules/retention.ts'
import { takeTurn, type By } from './retention.ts'

export type Hold = {
  readonly id: string
  /** One of these is what is held; with a document, that alone of its person. */
  readonly personId: string | null
  readonly documentId: string | null
  readonly conversationId: string | null
  readonly agreementId: string | null
  readonly reason: string
  readonly placerName: string
  readonly placedAt: Date
}

const MOST_HOLDS = 200

/** Those that stand: all of a council's, or those that keep one document. */
export function listHolds(
  tx: Tx,
  of?: { readonly documentId: string; readonly personId: string },
): Promise<readonly Hold[]> {
  return tx
    .selectFrom('documents.hold')
    .where('council_id', '=', tx.councilId)
    .where('lifted_at', 'is', null)
    .$if(of !== undefined, (query) =>
      query
        .where('person_id', '=', of?.personId ?? '')
        .where((eb) => eb.or([eb('document_id', 'is', null), eb('document_id', '=', of?.documentId ?? '')])),
    )
    .select(columns)
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_HOLDS)
    .execute()
}

export type Held =
  | { readonly personId: string; readonly documentId?: string }
  | { readonly conversationId: string }
  | { readonly agreementId: string }
type NewHold = { readonly held: Held; readonly reason: string }

/** With the turn of the nightly run taken, and every document of a person locked, so that it went before or sees it. */
export async function recordHold(tx: Tx, { held, reason }: NewHold, by: By): Promise<string> {
  await takeTurn(tx)
  const personId = 'personId' in held ? held.personId : null
  if (personId !== null)
    await sql`select id from documents.document where council_id = ${tx.councilId} and person_id = ${personId}
      order by id for update`.execute(tx)
  const { id } = await tx
    .insertInto('documents.hold')
    .values({
      council_id: tx.councilId,
      person_id: personId,
      document_id: 'documentId' in held ? (held.documentId ?? null) : null,
      conversation_id: 'conversationId' in held ? held.conversationId : null,
      agreement_id: 'agreementId' in held ? held.agreementId : null,
      reason,
      placed_by: by.accountId,
      placer_name: by.name,
      placed_at: by.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Answers what it held; undefined when somebody has lifted it already. */
export async function recordLifting(tx: Tx, id: string, by: Pick<By, 'name' | 'at'>): Promise<Hold | undefined> {
  const lifted = await tx
    .updateTable('documents.hold')
    .set({ lifted_at: by.at, lifter_name: by.name })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returning(columns)
    .executeTakeFirst()
  if (lifted !== undefined) return lifted
  const found = await tx
    .selectFrom('documents.hold')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst()
  if (found === undefined) throw new NotFound('hold')
  return undefined
}

/** What is to be held, by what was typed of it; a conversation by its id. Undefined when there is no such thing. */
export async function findHeld(tx: Tx, kind: HeldKind, typed: string): Promise<Held | undefined> {
  switch (kind) {
    case 'person': {
      const found = await named(tx, sql`published.person`, sql`x.reference = ${typed}`)
      return found === undefined ? undefined : { personId: found }
    }
    case 'agreement': {
      const found = await named(tx, sql`published.agreement`, sql`x.reference = ${typed}`)
      return found === undefined ? undefined : { agreementId: found }
    }
    case 'conversation': {
      const found = await named(tx, sql`published.conversation`, sql`x.id = ${typed}::uuid`)
      return found === undefined ? undefined : { conversationId: found }
    }
  }
}

async function named(tx: Tx, table: ReturnType<typeof sql>, is: ReturnType<typeof sql>): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select x.id from ${table} x where x.council_id = ${tx.councilId} and ${is} order by x.id limit 1`.execute(tx)
  return rows[0]?.id
}

const columns = [
  'id',
  'person_id as personId',
  'document_id as documentId',
  'conversation_id as conversationId',
  'agreement_id as agreementId',
  'reason',
  'placer_name as placerName',
  'placed_at as placedAt',
] as const
