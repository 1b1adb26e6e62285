import { createServer } from 'node:http'
import { Pool, type PoolClient, type QueryConfig } from 'pg'
import { AgreementsPage } from '../../src/capabilities/agreements/pages/provider/agreements/page.tsx'
import { ListQuery, listingOf } from '../../src/capabilities/agreements/pages/shared/query.ts'
import { listSavedFilters, type SavedFilter } from '../../src/capabilities/agreements/store/filters.ts'
import {
  countAwaitingDecision,
  listAgreements,
  listServices,
  type AgreementRow,
} from '../../src/capabilities/agreements/store/list.ts'
import { findPause, type Pause } from '../../src/capabilities/agreements/store/pause.ts'
import { Tx } from '../../src/platform/db/tx.ts'
import { typeParsers } from '../../src/platform/db/types.ts'
import { renderPage } from '../../src/platform/web/render.ts'
import type { ViewContext } from '../../src/platform/web/view-context.ts'
import { BareGiven } from '../kit/bare-list.ts'

type Service = { readonly id: string; readonly name: string }
type Count = { readonly count: bigint; readonly soonest: AgreementRow['startsOn'] | null }

/**
 * The limit of the agreement list: `http` and `pg` and nothing else, with the product's own statements as prepared
 * texts, sent as the owner of the tables whom no policy holds, and answered through the same page.
 */
export async function bareAgreementsChild(input: unknown): Promise<undefined> {
  const given = BareGiven.parse(input)
  const pool = new Pool({ connectionString: given.ownerUrl, max: 8, pipeline: true, types: typeParsers })
  const listing = listingOf(ListQuery.parse({}), 'published')
  const statements = await statementsOf(pool, given)
  const view = viewOf(given)
  const page = async (): Promise<string> => {
    const client = await pool.connect()
    const [rows, counts, services, saved, pauses] = await Promise.all([
      client.query<AgreementRow>(statements.list),
      client.query<Count>(statements.count),
      client.query<Service>(statements.services),
      client.query<SavedFilter>(statements.saved),
      client.query<Pause>(statements.pause),
    ])
    client.release()
    const [count] = counts.rows
    const awaiting = { count: Number(count?.count ?? 0n), soonestStart: count?.soonest ?? null }
    const shown = { rows: rows.rows, services: services.rows, saved: saved.rows, pause: pauses.rows[0] }
    const form = { csrf: 'x', values: {}, errors: [], idempotencyKey: 'x' }
    const words = { word: 'Individual agreement', may: { sign: true } }
    return renderPage(
      <AgreementsPage {...shown} {...words} listing={listing} awaiting={awaiting} form={form} view={view} />,
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

type Statements = Readonly<Record<'list' | 'count' | 'services' | 'saved' | 'pause', QueryConfig>>

/** The product's own statements, caught on their way to the connection. */
async function statementsOf(pool: Pool, { councilId, providerId }: BareGiven): Promise<Statements> {
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
  const reach = { providerId }
  const { filter } = listingOf(ListQuery.parse({}), 'published')
  await Promise.all([
    listAgreements(tx, reach, filter),
    countAwaitingDecision(tx),
    listServices(tx, reach),
    listSavedFilters(tx, { accountId: councilId, ...reach }),
    findPause(tx),
  ])
  client.release()
  const [list, count, services, saved, pause] = caught
  if (!list || !count || !services || !saved || !pause || caught.length !== 5)
    throw new Error('the list reads otherwise now')
  return { list, count, services, saved, pause }
}

function viewOf({ navigation, assets }: BareGiven): ViewContext {
  return {
    face: 'provider',
    council: { name: 'Bench County Council', shortName: 'Bench', colour: '#1d70b8' },
    workplace: 'Care Company 1 with Bench County Council',
    person: { name: 'Asha Bench' },
    unread: 0,
    navigation,
    csrf: 'x'.repeat(60),
    nonce: 'x'.repeat(32),
    styleNonce: 'x'.repeat(32),
    path: '/provider/agreements',
    idleSeconds: 600,
    idleUntil: '9:10am',
    assets,
  }
}
