import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * Accounts belong to no council and only the gate reads them. A council's act on the account of one of its people
 * passes through the gate in its own transaction, so that the act and its audit stand or fall together.
 */
export async function throughGate<T>(tx: Tx, use: () => Promise<T>): Promise<T> {
  await sql`set local role portal_gate`.execute(tx)
  const value = await use()
  await sql`set local role portal_council`.execute(tx)
  return value
}
