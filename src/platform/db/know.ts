import { sql } from 'kysely'
import { knownPeopleSetting, type FaceScope } from './scope.ts'
import type { Tx } from './tx.ts'

/** Whether what is about this person, if they are restricted, is there for whoever is at work. */
export function knowsOf({ known }: { readonly known?: FaceScope['known'] | undefined }, personId: string): boolean {
  return known === 'everybody' || known?.includes(personId) === true
}

/**
 * For what the product itself looks up or writes while somebody is at work who may not read it: a rejection that is
 * told to the council is written into the thread about the agreement, whoever may open that thread.
 */
export async function knowingEverybody<T>(tx: Tx, use: () => Promise<T>): Promise<T> {
  await sql.raw(knownPeopleSetting('everybody')).execute(tx)
  const value = await use()
  await sql.raw(knownPeopleSetting(tx.known)).execute(tx)
  return value
}
