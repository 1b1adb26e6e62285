import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { rate } from '../../../core/money.ts'
import { multipartOf } from '../../../testing/multipart.ts'
import { aSite } from '../../../testing/site.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { routes } from '../routes.ts'
import { later } from './later.ts'

type Headers = Readonly<Record<string, string>>
type Said = {
  readonly status: number
  readonly etag: unknown
  readonly type: string
  /** Of a file; JSON is what is said. */
  readonly text: string
  readonly said: Record<string, unknown>
}
type Caller = {
  readonly get: (url: string) => Promise<Said>
  /** Every post has a key of its own unless the test brings one. */
  readonly post: (url: string, body?: unknown, headers?: Headers) => Promise<Said>
  readonly put: (url: string, body: unknown, version: number) => Promise<Said>
  readonly file: (name: string, bytes: string, fields?: Readonly<Record<string, string>>) => Promise<Said>
}
export type Api = {
  readonly stage: Stage
  readonly council: ACouncil
  readonly as: (provider: AProvider) => Caller
  /** Of the owner of the tables. */
  readonly ask: (statement: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>
  readonly close: () => Promise<void>
}

/** A provider at £23.20 an hour, and what it may ask. */
export async function aCompanyOf(api: Api, rule = {}): Promise<Caller & { readonly provider: AProvider }> {
  const rates = [{ from: '2024-01-01', price: rate(232_000n) }]
  const provider = await aProvider(api.stage.build, api.council.id, { rule, rates })
  return { provider, ...api.as(provider) }
}

/** The operations of actuals, and a council whose period of four weeks is open. */
export async function anApi(): Promise<Api> {
  const stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  const days = { startsOn: '2025-03-31', endsOn: '2025-04-28', submitBy: '2025-04-30T16:00Z' }
  await aPeriod(stage.build, council.id, days)
  const site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  return {
    stage,
    council,
    as: (provider) => {
      const visitor = aProviderVisitor(provider)
      const send = async (
        method: 'GET' | 'PUT' | 'POST',
        url: string,
        { payload, headers = {} }: { payload?: string | Buffer; headers?: Headers },
      ): Promise<Said> => {
        // The site knows a visitor from the first page on.
        await site.visit(visitor, '/test-token')
        const answer = await site.app.inject({
          method,
          url: `/api/v1${url}`,
          headers: { 'x-test-visitor': visitor.accountId, ...headers },
          ...(payload === undefined ? {} : { payload }),
        })
        const type = String(answer.headers['content-type'])
        const [said, text] = type.includes('json') ? [answer.json<Record<string, unknown>>(), ''] : [{}, answer.body]
        return { status: answer.statusCode, etag: answer.headers['etag'], type, text, said }
      }
      const json = (body: unknown) =>
        body === undefined ? {} : { payload: JSON.stringify(body), type: { 'content-type': 'application/json' } }
      return {
        get: (url) => send('GET', url, {}),
        post: (url, body, headers = {}) => {
          const { payload, type = {} } = json(body)
          const all = { 'idempotency-key': randomUUID(), ...type, ...headers }
          return send('POST', url, { ...(payload === undefined ? {} : { payload }), headers: all })
        },
        put: (url, body, version) => {
          const { payload = '', type = {} } = json(body)
          const headers = { 'idempotency-key': randomUUID(), ...type, 'if-match': `"${String(version)}"` }
          return send('PUT', url, { payload, headers })
        },
        file: (name, bytes, fields = {}) => {
          const { payload, contentType } = multipartOf(fields, [{ field: 'file', name, bytes }])
          const headers = { 'idempotency-key': randomUUID(), 'content-type': contentType }
          return send('POST', '/uploads', { payload, headers })
        },
      }
    },
    ask: async (statement, values) => (await owner.query<Record<string, unknown>>(statement, [...values])).rows,
    close: async () => {
      await owner.end()
      await site.close()
      await stage.strike()
    },
  }
}
