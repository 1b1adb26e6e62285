import { createServer } from 'node:http'
import { Pool, type PoolClient, type QueryConfig } from 'pg'
import { PersonPage } from '../../src/capabilities/care-packages/pages/provider/person/page.tsx'
import { wholePackages, type PackageParts } from '../../src/capabilities/care-packages/store/package.ts'
import { getAroundPerson, type AroundPerson } from '../../src/capabilities/care-packages/store/person.ts'
import { londonToday, systemClock } from '../../src/platform/clock.ts'
import { Tx } from '../../src/platform/db/tx.ts'
import { typeParsers } from '../../src/platform/db/types.ts'
import { renderPage } from '../../src/platform/web/render.ts'
import { BarePersonGiven } from '../kit/bare-list.ts'
import { viewOf } from './bare-list.tsx'

const sees = { agreements: true, weeks: true, payments: true, messages: true, documents: true }

type Rows<T> = T extends readonly (infer Row)[] ? Row & object : never

/**
 * The limit of the page of a person: `http` and `pg` and nothing else. It sends the ten statements, the text of which it
 * took once from the product, as the owner of the tables whom no policy holds, and answers through the same page.
 */
export async function barePersonChild(input: unknown): Promise<undefined> {
  const given = BarePersonGiven.parse(input)
  const { personId } = given
  const pool = new Pool({ connectionString: given.ownerUrl, max: 8, pipeline: true, types: typeParsers })
  const today = londonToday(systemClock.now())
  const statements = await statementsOf(pool, given)
  const view = viewOf(given, `/provider/service-users/${personId}`)
  const page = async (): Promise<string> => {
    const client = await pool.connect()
    const ask = async <T extends object>(index: number): Promise<T[]> => {
      const statement = statements[index]
      if (statement === undefined) throw new Error('the page reads otherwise now')
      return (await client.query<T>(statement)).rows
    }
    const [facts, versions, timetables, rates, terms, agreements, weeks, lines, messages, documents] =
      await Promise.all([
        ask<Rows<PackageParts[0]>>(0),
        ask<Rows<PackageParts[1]>>(1),
        ask<Rows<PackageParts[2]>>(2),
        ask<Rows<PackageParts[3]>>(3),
        ask<Rows<PackageParts[4]>>(4),
        ask<Rows<AroundPerson['agreements']>>(5),
        ask<Rows<AroundPerson['weeks']>>(6),
        ask<Rows<AroundPerson['lines']>>(7),
        ask<Rows<AroundPerson['messages']>>(8),
        ask<Rows<AroundPerson['documents']>>(9),
      ])
    client.release()
    const packages = wholePackages([facts, versions, timetables, rates, terms])
    const around = { personId, packages, agreements, weeks, lines, messages, documents }
    return renderPage(<PersonPage around={around} today={today} view={view} />)
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
async function statementsOf(pool: Pool, { councilId, providerId, personId }: BarePersonGiven): Promise<QueryConfig[]> {
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
  const today = londonToday(systemClock.now())
  await getAroundPerson(tx, { providerId }, { personId, today, sees })
  client.release()
  return caught
}
