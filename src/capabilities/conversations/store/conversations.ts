import { sql, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ClosingOutcome, Conversation, State, Team } from '../rules/conversation.ts'
import type { ConversationFilter } from '../rules/list-filter.ts'
import type { Subject } from '../rules/subject.ts'
import type { Reach } from './reach.ts'

export type ConversationRow = Conversation & {
  readonly title: string
  readonly typeName: string
  readonly aboutType: Subject['type']
  readonly aboutId: string
  readonly aboutText: string
  readonly providerName: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly openedAt: Date
  readonly lastAt: Date
  readonly outcome: ClosingOutcome | null
}

/** Locks the row: what two people do at once to one conversation is done one after the other. */
export async function lockConversation(tx: Tx, { providerId }: Reach, id: string): Promise<Conversation> {
  return tx
    .selectFrom('conversations.conversation')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .where('id', '=', id)
    .select([
      'id',
      'provider_id as providerId',
      'service_id as serviceId',
      'contract_id as contractId',
      'team',
      'target_days as targetDays',
      'state',
      'due_on as dueOn',
      'messages',
      'closed_on as closedOn',
      'restricted_people as restrictedPeople',
    ])
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('conversation'))
}

export async function getConversation(tx: Tx, reach: Reach, id: string): Promise<ConversationRow> {
  return conversations(tx, reach)
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('conversation'))
}

/** One row more than asked for tells whether another page follows. */
export function listConversations(tx: Tx, reach: Reach, filter: ConversationFilter): Promise<ConversationRow[]> {
  const { team, dueBefore, after, order } = filter
  const column = order === 'due' ? 'c.due_on' : 'c.last_at'
  const direction = order === 'newest' ? 'desc' : 'asc'
  const kind = sql.raw(order === 'due' ? 'date' : 'timestamptz')
  return conversations(tx, reach)
    .where('c.state', '=', filter.state)
    .$if(team !== undefined, (query) => query.where('c.team', '=', team ?? 'brokerage'))
    .$if(dueBefore !== undefined, (query) => query.where('c.due_on', '<', dueBefore ?? null))
    .$if(after !== undefined, (query) =>
      query.where(
        direction === 'asc'
          ? sql<SqlBool>`(${sql.ref(column)}, c.id) > (${after?.at}::${kind}, ${after?.id}::uuid)`
          : sql<SqlBool>`(${sql.ref(column)}, c.id) < (${after?.at}::${kind}, ${after?.id}::uuid)`,
      ),
    )
    .orderBy(column, direction)
    .orderBy('c.id', direction)
    .limit(filter.rows + 1)
    .execute()
}

function conversations(tx: Tx, { providerId }: Reach) {
  return tx
    .selectFrom('conversations.conversation as c')
    .innerJoin('published.provider as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'c.provider_id'),
    )
    .leftJoin('published.served_person as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'c.provider_id')
        .onRef('w.person_id', '=', 'c.person_id')
        .onRef('w.service_id', '=', 'c.service_id')
        .onRef('w.contract_id', '=', 'c.contract_id'),
    )
    .where('c.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('c.provider_id', '=', providerId ?? ''))
    .select([
      'c.id',
      'c.provider_id as providerId',
      'c.service_id as serviceId',
      'c.contract_id as contractId',
      'c.team',
      'c.target_days as targetDays',
      'c.state',
      'c.due_on as dueOn',
      'c.messages',
      'c.closed_on as closedOn',
      'c.title',
      'c.type_name as typeName',
      'c.about_type as aboutType',
      'c.about_id as aboutId',
      'c.about_text as aboutText',
      'c.opened_at as openedAt',
      'c.last_at as lastAt',
      'c.outcome',
      'c.restricted_people as restrictedPeople',
      'o.trading_name as providerName',
      'w.given_name as givenName',
      'w.family_name as familyName',
    ])
}

export type NewConversation = {
  readonly key: string
  readonly type: string
  readonly typeName: string
  readonly team: Team
  readonly targetDays: number
  readonly title: string
  readonly subject: Subject
  readonly state: State
  readonly dueOn: LocalDate | null
  readonly at: Date
}

/** Undefined when the key has opened a conversation before. */
export async function recordConversation(tx: Tx, conversation: NewConversation): Promise<string | undefined> {
  const { key, type, typeName, team, targetDays, title, subject, state, dueOn, at } = conversation
  const recorded = await tx
    .insertInto('conversations.conversation')
    .values({
      council_id: tx.councilId,
      provider_id: subject.providerId,
      service_id: subject.serviceId,
      contract_id: subject.contractId,
      person_id: subject.personId,
      key,
      type,
      type_name: typeName,
      team,
      target_days: targetDays,
      title,
      about_type: subject.type,
      about_id: subject.id,
      about_text: subject.text,
      state,
      due_on: dueOn,
      opened_at: at,
      last_at: at,
    })
    .onConflict((conflict) => conflict.columns(['council_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return recorded?.id
}

export async function getConversationIdByKey(tx: Tx, providerId: string, key: string): Promise<string> {
  const id = await findConversationIdByKey(tx, providerId, key)
  if (id === undefined) throw new NotFound('conversation')
  return id
}

export async function findConversationIdByKey(tx: Tx, providerId: string, key: string): Promise<string | undefined> {
  const found = await tx
    .selectFrom('conversations.conversation')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('key', '=', key)
    .select('id')
    .executeTakeFirst()
  return found?.id
}

export type Change = {
  readonly state: State
  readonly dueOn: LocalDate | null
  readonly closed?: { readonly on: LocalDate; readonly outcome: ClosingOutcome }
  readonly team?: Team
  readonly at: Date
}

/** After `lockConversation`; the message that goes with it is recorded beside it. */
export async function recordChange(tx: Tx, { id, providerId, messages }: Conversation, change: Change): Promise<void> {
  await tx
    .updateTable('conversations.conversation')
    .set({
      state: change.state,
      due_on: change.dueOn,
      messages: messages + 1,
      last_at: change.at,
      closed_on: change.closed?.on ?? null,
      outcome: change.closed?.outcome ?? null,
      ...(change.team === undefined ? {} : { team: change.team }),
    })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('id', '=', id)
    .execute()
}
