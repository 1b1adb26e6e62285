import type { FastifyRequest } from 'fastify'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Permission } from '../../../../../platform/web/visitor.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Task } from '../../shared/tasks.tsx'

export type Reader = { readonly web: Web; readonly request: FastifyRequest; readonly tx: Tx }
/** One number and the words around it, for whoever has all the permissions. */
export type Counted = Omit<Task, 'count'> & {
  readonly may: readonly Permission[]
  readonly count: (tx: Tx) => Promise<number>
}

export async function countedTask(
  { web, request, tx }: Reader,
  { may, count, ...words }: Counted,
): Promise<readonly Task[]> {
  if (!may.every((permission) => web.may(request, permission))) return []
  return [{ ...words, count: await count(tx) }]
}
