import { sql } from 'kysely'
import type { Visitor } from '../platform/web/visitor.ts'
import type { Stage } from './stage.ts'

/** A visitor brings the restricted people whom they may know at the moment, as the session of a real one does. */
export async function known(stage: Stage, visitor: Visitor | null): Promise<Visitor | null> {
  if (visitor === null) return null
  const { scope } = visitor
  const providerId = scope.role === 'portal_council' ? null : scope.providerId
  const { rows } = await stage.db.read(scope, (tx) =>
    sql<{ id: string }>`
      select distinct person_id as id from service_users.need_to_know
      where council_id = ${tx.councilId} and account_id = ${scope.accountId}
        and provider_id is not distinct from ${providerId}::uuid and ended_at is null
        and (until_at is null or until_at > ${stage.clock.now()})`.execute(tx),
  )
  return rows.length === 0 ? visitor : { ...visitor, scope: { ...scope, known: rows.map(({ id }) => id) } }
}
