import { createServer } from 'node:http'
import { Pool, type PoolClient, type Query, type QueryConfig } from 'pg'
import type { VNode } from 'preact'
import { countAwaitingDecision } from '../../src/capabilities/agreements/store/list.ts'
import { Tx } from '../../src/platform/db/tx.ts'
import { typeParsers } from '../../src/platform/db/types.ts'
import { renderPage } from '../../src/platform/web/render.ts'
import type { ViewContext } from '../../src/platform/web/view-context.ts'
import type { BareGiven } from './bare-given.ts'

/** The rows of one of the caught statements, by its place. */
export type Ask = <Row extends object>(place: number) => Promise<Row[]>

export type BarePage = {
  /** What the product reads for the page: its statements are caught once, in this order. */
  readonly read: (tx: Tx) => Promise<unknown>
  readonly statements: number
  /** The product's own page, from the rows of those statements. */
  readonly write: (ask: Ask) => Promise<VNode>
}

/**
 * The limit of a page: `http` and `pg` and nothing else. It sends the prepared statements, with the one that counts what
 * waits beside the entries of the navigation, as the owner of the tables, whom no policy holds, and answers through the
 * same page. No session, no transaction, no scope, no limits, no security
 * headers, no building of statements.
 */
export async function serveBare(given: BareGiven, { read, statements, write }: BarePage): Promise<undefined> {
  const pool = new Pool({ connectionString: given.ownerUrl, max: 8, pipeline: true, types: typeParsers })
  const caught = await catchStatements(pool, given, (tx) => Promise.all([read(tx), countAwaitingDecision(tx)]))
  if (caught.length !== statements + 1) throw new Error('the page reads otherwise now')
  const page = async (): Promise<string> => {
    const client = await pool.connect()
    const ask: Ask = async <Row extends object>(place: number) => {
      const statement = caught[place]
      if (statement === undefined) throw new Error(`the page has no statement ${String(place)}`)
      return (await client.query<Row>(statement)).rows
    }
    const [vnode] = await Promise.all([write(ask), ask(statements)])
    client.release()
    return renderPage(vnode)
  }
  const server = createServer((_request, response) => {
    page().then(
      (html) => {
        const body = Buffer.from(html)
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length })
        response.end(body)
      },
      (fault: unknown) => response.destroy(fault instanceof Error ? fault : new Error(String(fault))),
    )
  })
  server.listen(given.port, '127.0.0.1')
  await new Promise((resolve) => process.once('SIGTERM', resolve))
  server.close()
  server.closeAllConnections()
  await pool.end()
  return undefined
}

/** The product's own statements, on their way to the connection. */
async function catchStatements(
  pool: Pool,
  { councilId, providerId }: BareGiven,
  read: BarePage['read'],
): Promise<readonly QueryConfig[]> {
  const client = await pool.connect()
  const caught: QueryConfig[] = []
  const watched = new Proxy<PoolClient>(client, {
    get: (target, name) =>
      name === 'query'
        ? (query: Query & QueryConfig) => {
            const { text, values, name } = query
            caught.push({ text, ...(values && { values }), ...(name !== undefined && { name }) })
            return target.query(query)
          }
        : (Reflect.get(target, name) as unknown),
  })
  await read(new Tx(watched, { role: 'portal_provider', councilId, providerId, accountId: councilId }))
  const fastest: QueryConfig[] = []
  for (const statement of caught) fastest.push(await fasterOf(client, statement))
  client.release()
  return fastest
}

const TRIES = 20

/** Prepared under a name, or planned anew each time: a limit is the better of the two. */
async function fasterOf(client: PoolClient, { name, ...unnamed }: QueryConfig): Promise<QueryConfig> {
  const millisecondsOf = async (statement: QueryConfig): Promise<number> => {
    const started = performance.now()
    for (let tries = 0; tries < TRIES; tries += 1) await client.query(statement)
    return performance.now() - started
  }
  const named = name === undefined ? unnamed : { ...unnamed, name }
  await millisecondsOf(named)
  return (await millisecondsOf(named)) <= (await millisecondsOf(unnamed)) ? named : unnamed
}

/** What the real server knows about the person who reads, told to the bare one. */
export function bareView({ navigation, assets }: BareGiven, path: string): ViewContext {
  return {
    face: 'provider',
    council: { name: 'Bench County Council', shortName: 'Bench', colour: '#1d70b8' },
    workplace: 'Care Company 1 with Bench County Council',
    person: { name: 'Asha Bench' },
    navigation,
    csrf: 'x'.repeat(60),
    nonce: 'x'.repeat(32),
    path,
    unread: 0,
    idleSeconds: 600,
    idleUntil: '9:10am',
    assets,
  }
}
