import { sql } from 'kysely'
import type { ClientBase, Query } from 'pg'
import type { Db } from '../platform/db/db.ts'
import { Tx } from '../platform/db/tx.ts'
import { workRunner, type Actor, type Work } from '../platform/work.ts'
import type { Stage } from './stage.ts'
import { superuserOf } from './superuser.ts'

type Acting<T> = {
  readonly actor: Actor
  readonly act: (work: Work) => Promise<T>
  /** What must hold after each death. */
  readonly afterDeath: () => Promise<void>
}
export type CutOff<T> = { readonly outcome: T; readonly statements: number; readonly killed: number }

/**
 * An act whose connection the server ends instead of its first statement, then instead of its second, and so on until it
 * lives: how that ended, how many statements it took, and how many connections were ended.
 */
export async function cutOffEverywhere<T>(stage: Stage, { actor, act, afterDeath }: Acting<T>): Promise<CutOff<T>> {
  const superuser = await superuserOf(stage)
  let killed = 0
  try {
    for (let statements = 0; ; statements += 1) {
      const db = mortal(stage.db, statements, async (pid) => {
        const { rows } = await superuser.query<{ ended: boolean }>('select pg_terminate_backend($1) as ended', [pid])
        if (rows[0]?.ended === true) killed += 1
      })
      const run = workRunner(db, stage.clock).run(actor, act)
      const ended = await run.then(
        (outcome) => ({ outcome }),
        () => undefined,
      )
      if (ended !== undefined) return { ...ended, statements, killed }
      await afterDeath()
    }
  } finally {
    await superuser.end()
  }
}

type Kill = (pid: number | undefined) => Promise<void>

function mortal(db: Db, statements: number, kill: Kill): Db {
  return {
    ...db,
    write: (scope, use) =>
      db.write(scope, async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
        return use(
          new Tx(
            dying(tx.client, statements, () => kill(rows[0]?.pid)),
            scope,
          ),
        )
      }),
  }
}

/** Before the statement that is one too many the server ends the connection, as when the process behind it is killed. */
function dying(client: ClientBase, statements: number, kill: () => Promise<void>): ClientBase {
  let sent = 0
  let death: Promise<void> | undefined
  client.on('error', () => undefined)
  const query = async (statement: Query): Promise<void> => {
    sent += 1
    if (sent > statements) await (death ??= kill())
    client.query(statement)
  }
  return new Proxy(client, {
    get: (target, name): unknown => (name === 'query' ? query : Reflect.get(target, name, target)),
  })
}
