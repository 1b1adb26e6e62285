import {
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  type Driver,
  type QueryResult as Answer,
} from 'kysely'
import { Client, Query, type ClientBase, type QueryResult } from 'pg'
import type { Database } from './database.ts'
import type { FaceScope, Scope } from './scope.ts'

/** One open transaction, seen through one scope. Every statement names `tx.councilId` itself; the policy stands behind. */
export class Tx extends Kysely<Database> {
  readonly #scope: Scope
  readonly #client: ClientBase
  readonly #named: string | undefined

  constructor(client: ClientBase, scope: Scope, named?: string) {
    const executor = new DefaultQueryExecutor(compiler, adapter, connectionOf(client))
    super({ config: { dialect }, driver, dialect, executor })
    this.#scope = scope
    this.#client = client
    this.#named = named
  }

  get councilId(): string {
    if (this.#scope.role === 'portal_gate') throw new Error('no council before a place to work is chosen')
    return this.#scope.councilId
  }

  get providerId(): string {
    if (this.#named !== undefined) return this.#named
    if (!('providerId' in this.#scope)) throw new Error('only the provider face has a provider')
    return this.#scope.providerId
  }

  /** The same eyes, in statements that name one provider: what a council reads of it as the provider does. */
  naming(providerId: string): Tx {
    if (this.#scope.role !== 'portal_council') throw new Error('only a council names a provider')
    return new Tx(this.#client, this.#scope, providerId)
  }

  /** Restricted people whom this scope may know of. */
  get known(): FaceScope['known'] {
    return 'known' in this.#scope ? this.#scope.known : undefined
  }

  /** Builds statements and sends none: a council and a provider that stand for any. */
  static planning(councilId: unknown, providerId: unknown): Tx {
    const scope: unknown = { role: 'portal_provider', councilId, providerId, accountId: '' }
    return new Tx(nobody, scope as Scope)
  }

  /** A statement by its text, prepared once per connection as all others. */
  async ask<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await send<Row & object>(this.#client, text, values)
    return rows
  }

  /** The connection itself, for COPY; only transactions opened with `db.bulk` may stream. */
  get client(): ClientBase {
    return this.#client
  }
}

const compiler = new PostgresQueryCompiler()
const adapter = new PostgresAdapter()
const driver: Driver = {
  init: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
  acquireConnection: () => Promise.reject(new Error('a Tx has its connection')),
  releaseConnection: () => Promise.resolve(),
  beginTransaction: () => Promise.reject(new Error('a Tx is a transaction')),
  commitTransaction: () => Promise.reject(new Error('a Tx is a transaction')),
  rollbackTransaction: () => Promise.reject(new Error('a Tx is a transaction')),
}
const dialect = {
  createDriver: () => driver,
  createQueryCompiler: () => compiler,
  createAdapter: () => adapter,
  createIntrospector: () => {
    throw new Error('the committed description is the catalogue')
  },
}

/** Statements are handed to the connection at once, so that those awaited together share a round trip. */
function connectionOf(client: ClientBase): ConnectionProvider {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<Answer<R>> {
      const { rows, rowCount } = await send<R & object>(client, query.sql, query.parameters)
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
    },
    streamQuery: () => {
      throw new Error('a pipelined connection has no cursors')
    },
  }
  return { provideConnection: (consumer) => consumer(connection) }
}

/** As a query of the driver's own: a description of one it copies property by property, each time. */
function send<Row extends object>(client: ClientBase, text: string, values: readonly unknown[]) {
  return new Promise<QueryResult<Row>>((resolve, reject) => {
    const query = new Query<Row>(text, values, (fault, result) => {
      if (fault) reject(fault)
      else resolve(result)
    })
    client.query(Object.assign(query, named(text)))
  }).catch((fault: unknown) => {
    // Of the caller: the driver's own ends at the socket.
    if (fault instanceof Error) Error.captureStackTrace(fault)
    throw fault
  })
}

const nobody = new Client()
const names = new Map<string, string>()
const mostNames = 2_000

/** Prepared once per connection. The bound keeps a statement built from a list of ids from filling the server's memory. */
function named(text: string): { name?: string } {
  const known = names.get(text)
  if (known !== undefined) return { name: known }
  if (names.size >= mostNames) return {}
  const name = `s${String(names.size)}`
  names.set(text, name)
  return { name }
}
