import { createServer } from 'node:http'
import { Pool, type PoolClient, type QueryConfig } from 'pg'
import { PackagesPage } from '../../src/capabilities/care-packages/pages/provider/packages/page.tsx'
import { filterOf, ListQuery } from '../../src/capabilities/care-packages/pages/shared/query.ts'
import {
  listContracts,
  listPackages,
  listServices,
  type PackageRow,
} from '../../src/capabilities/care-packages/store/list.ts'
import { londonToday, systemClock } from '../../src/platform/clock.ts'
import { Tx } from '../../src/platform/db/tx.ts'
import { typeParsers } from '../../src/platform/db/types.ts'
import { renderPage } from '../../src/platform/web/render.ts'
import type { ViewContext } from '../../src/platform/web/view-context.ts'
import { BareGiven } from '../kit/bare-list.ts'

type Service = { readonly id: string; readonly name: string }

/**
 * The limit of the package list: `http` and `pg` and nothing else. It sends three prepared statements, the text of which
 * it took once from the product, as the owner of the tables whom no policy holds, and answers through the same page.
 * No session, no transaction, no scope, no limits, no security headers, no building of statements.
 */
export async function bareListChild(input: unknown): Promise<undefined> {
  const given = BareGiven.parse(input)
  const pool = new Pool({ connectionString: given.ownerUrl, max: 8, pipeline: true, types: typeParsers })
  const query = ListQuery.parse({})
  const today = londonToday(systemClock.now())
  const [list, services, contracts] = await statementsOf(pool, given)
  const view = viewOf(given)
  const page = async (): Promise<string> => {
    const client = await pool.connect()
    const [found, offered, under] = await Promise.all([
      client.query<PackageRow>(list),
      client.query<Service>(services),
      client.query<Service>(contracts),
    ])
    client.release()
    return renderPage(
      <PackagesPage
        rows={found.rows}
        services={offered.rows}
        contracts={under.rows}
        query={query}
        today={today}
        view={view}
      />,
    )
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

/** The product's own statements, caught on their way to the connection. */
async function statementsOf(
  pool: Pool,
  { councilId, providerId }: BareGiven,
): Promise<[QueryConfig, QueryConfig, QueryConfig]> {
  const client = await pool.connect()
  const caught: QueryConfig[] = []
  const watched = new Proxy<PoolClient>(client, {
    get: (target, name) =>
      name === 'query'
        ? (statement: QueryConfig) => {
            caught.push(statement)
            return target.query(statement)
          }
        : (Reflect.get(target, name) as unknown),
  })
  const tx = new Tx(watched, { role: 'portal_provider', councilId, providerId, accountId: councilId })
  const filter = filterOf(ListQuery.parse({}), londonToday(systemClock.now()))
  await Promise.all([
    listPackages(tx, { providerId }, filter),
    listServices(tx, { providerId }),
    listContracts(tx, { providerId }),
  ])
  client.release()
  const [list, services, contracts] = caught
  if (list === undefined || services === undefined || contracts === undefined || caught.length !== 3)
    throw new Error('the list reads otherwise now')
  return [list, services, contracts]
}

export function viewOf(
  { navigation, assets }: Pick<BareGiven, 'navigation' | 'assets'>,
  path = '/provider/packages',
): ViewContext {
  return {
    face: 'provider',
    council: { name: 'Bench County Council', shortName: 'Bench', colour: '#1d70b8' },
    workplace: 'Care Company 1 with Bench County Council',
    person: { name: 'Asha Bench' },
    navigation,
    csrf: 'x'.repeat(60),
    nonce: 'x'.repeat(32),
    styleNonce: 'x'.repeat(32),
    path,
    unread: 0,
    idleSeconds: 600,
    idleUntil: '9:10am',
    assets,
  }
}
