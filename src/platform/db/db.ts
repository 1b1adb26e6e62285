import { Pool, type PoolClient } from 'pg'
import { OnePacketSocket } from './one-packet-socket.ts'
import { SharedConnection } from './shared-connection.ts'
import { gateOptions, KEPT_PLANS, settingsOf, type FaceScope, type Scope } from './scope.ts'
import { Tx } from './tx.ts'
import { typeParsers } from './types.ts'

export type Db = {
  /** One statement of the gate, without a transaction: who is behind a request, asked before every page. */
  readonly glance: <T>(use: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same for a note that may be lost in a crash: the disk is not waited for. */
  readonly jot: <T>(use: (tx: Tx) => Promise<T>) => Promise<T>
  /** A consistent view for one page: statements awaited together cost one round trip. Never writes. */
  read<T>(scope: Scope, use: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * The same about one thing. Every statement finds by key, so a plan serves all values and is not made anew for each;
   * and all are handed over at once, for the end of the transaction travels with them. One that comes later has no role
   * any more and is refused.
   */
  readOne<T>(scope: Scope, use: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction; commits when `use` resolves and rolls back when it throws. */
  write<T>(scope: Scope, use: (tx: Tx) => Promise<T>): Promise<T>
  /** As `write`, on a connection that may stream COPY. */
  bulk<T>(scope: FaceScope, use: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

type PoolKind = { readonly pipeline: boolean; readonly options?: string }
type Options = { readonly connections?: number; readonly applicationName?: string }

/** Prepared plans depend on the role, so each role has connections of its own and keeps its plans. */
export function openDb(url: string, { connections = 8, applicationName = 'portal' }: Options = {}): Db {
  const pools = new Map<string, Pool>()
  const configOf = ({ pipeline, options }: PoolKind) => ({
    connectionString: url,
    pipeline,
    ...(pipeline ? { stream: () => new OnePacketSocket() } : {}),
    ...(options ? { options } : {}),
    types: typeParsers,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
  })
  const poolFor = (name: string, kind: PoolKind): Pool => {
    const known = pools.get(name)
    if (known) return known
    const pool = new Pool({ ...configOf(kind), max: connections, idleTimeoutMillis: 30_000 })
    // An idle connection that the server drops must not end the process: the next checkout opens another.
    pool.on('error', () => undefined)
    pools.set(name, pool)
    return pool
  }
  const poolOf = ({ role }: Scope): Pool =>
    poolFor(role, { pipeline: true, ...(role === 'portal_gate' ? { options: gateOptions } : {}) })
  const jots = (): Pool => poolFor('jot', { pipeline: true, options: `${gateOptions} ${notWaitingForDisk}` })
  const glances = new SharedConnection(configOf({ pipeline: true, options: gateOptions }))
  return {
    glance: async (use) => use(new Tx(await glances.client(), { role: 'portal_gate' })),
    jot: (use) => jotting(jots(), use),
    read: (scope, use) => reading(poolOf(scope), scope, use),
    readOne: (scope, use) => readingOne(poolOf(scope), scope, use),
    write: (scope, use) => writing(poolOf(scope), scope, use),
    bulk: (scope, use) => streaming(poolFor('bulk', { pipeline: false }), scope, use),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()).concat(glances.close()))
    },
  }
}

const notWaitingForDisk = '-c synchronous_commit=off'

async function jotting<T>(pool: Pool, use: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await use(new Tx(client, { role: 'portal_gate' }))
  } finally {
    client.release()
  }
}

const READ = 'begin isolation level repeatable read read only'

async function reading<T>(pool: Pool, scope: Scope, use: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const opened = open(client, READ, scope)
  try {
    const value = await use(new Tx(client, scope))
    await opened
    // The page need not wait for the end of a transaction that cannot fail to commit.
    finish(client, 'commit')
    return value
  } catch (fault) {
    finish(client, 'rollback')
    throw await firstFault(opened, fault)
  }
}

async function readingOne<T>(pool: Pool, scope: Scope, use: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // After all that is handed over in this turn, and before the socket lets it go.
  process.nextTick(finish, client, 'commit')
  const opened = open(client, `${READ}; set local ${KEPT_PLANS}`, scope)
  try {
    return await use(new Tx(client, scope))
  } catch (fault) {
    throw await firstFault(opened, fault)
  }
}

async function writing<T>(pool: Pool, scope: Scope, use: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const opened = open(client, 'begin', scope)
  try {
    const value = await use(new Tx(client, scope))
    await opened
    await client.query('commit')
    client.release()
    return value
  } catch (fault) {
    finish(client, 'rollback')
    throw await firstFault(opened, fault)
  }
}

/** A connection that may COPY takes one statement at a time. */
async function streaming<T>(pool: Pool, scope: Scope, use: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await open(client, 'begin', scope)
    const value = await use(new Tx(client, scope))
    await client.query('commit')
    client.release()
    return value
  } catch (fault) {
    finish(client, 'rollback')
    throw fault
  }
}

/** As one message, without waiting: the first statement of the work travels with it. Its failure fails all that follow. */
function open(client: PoolClient, begin: string, scope: Scope): Promise<unknown> {
  const opened = client.query([begin, ...settingsOf(scope)].join('; '))
  opened.catch(() => undefined)
  return opened
}

function finish(client: PoolClient, statement: 'commit' | 'rollback'): void {
  client.query(statement).then(
    () => {
      client.release()
    },
    (fault: unknown) => {
      client.release(fault instanceof Error ? fault : true)
    },
  )
}

/** When a setting was refused, its fault explains those of the statements behind it. */
async function firstFault(opened: Promise<unknown>, fault: unknown): Promise<unknown> {
  return opened.then(
    () => fault,
    (earlier: unknown) => earlier,
  )
}
