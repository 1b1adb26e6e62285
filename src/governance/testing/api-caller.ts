import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { fillSandboxOn } from '../../demonstration/index.ts'
import { anApp, type RunningApp } from '../../testing/an-app.ts'
import { multipartOf } from '../../testing/multipart.ts'
import { aCouncil, aProvider } from '../../testing/world.ts'
import { readDescription, type Described } from './described.ts'

const NOW = '2026-11-21T09:00:00Z'
const abilities = ['read-actuals', 'record-actuals', 'read-remittances', 'read-tasks']

export type Json = Record<string, unknown>
export const listIn = (json: Json, name: string): Json[] => json[name] as Json[]

type Sent = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly key?: string }
export type Answered = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly json: Json
}
export type Caller = {
  readonly running: RunningApp
  readonly described: Described
  /** Of the two companies inside a sandbox that was really filled, and of a living council. */
  readonly keys: { readonly weekly: string; readonly visits: string; readonly live: string }
  readonly aKey: (of: object) => Promise<string>
  /** Asks, and holds what comes back against the published document. */
  readonly ask: (id: string, path: string, sent?: Sent) => Promise<Answered>
  /** What was described under these headings and never asked. */
  readonly neverAsked: (under: (heading: string) => boolean) => readonly string[]
}

export async function aCaller(): Promise<Caller> {
  const running = await anApp(NOW)
  const council = await aCouncil(running.build)
  const provider = await aProvider(running.build, council.id)
  const filled = await fillSandboxOn(running)({ code: 'sandbox-contract-1', name: 'Contract' })
  const sandboxId = randomUUID()
  await running.build.insert('access.sandbox', {
    ...{ council_id: council.id, id: sandboxId, provider_id: provider.id, name: 'Contract', state: 'ready' },
    ...{ asked_at: NOW, made_at: NOW, made_by: 'Asha Test', inside_council_id: filled.councilId },
    ...{ weekly_provider_id: filled.weeklyProviderId, visits_provider_id: filled.visitsProviderId },
  })
  const aKey = async (of: object): Promise<string> => {
    const key = `portal_test_${randomBytes(32).toString('base64url')}`
    await running.build.insert('access.api_key', {
      ...{ council_id: council.id, provider_id: provider.id, name: 'Rosters', abilities },
      ...{ key_hash: createHash('sha256').update(key).digest(), made_at: NOW, made_by: 'Asha Test' },
      ...{ expires_on: '2027-01-01', ...of },
    })
    return key
  }
  const keys = {
    weekly: await aKey({ sandbox_id: sandboxId, sandbox_company: 'weekly' }),
    visits: await aKey({ sandbox_id: sandboxId, sandbox_company: 'visits' }),
    live: await aKey({}),
  }
  const described = readDescription((await running.app.inject('/api/v1/openapi.json')).body)
  const asked = new Set<string>()
  const ask = async (id: string, path: string, sent: Sent = {}): Promise<Answered> => {
    asked.add(id)
    return askOne({ running, described }, { id, path }, { key: keys.weekly, ...sent })
  }
  const neverAsked = (under: (heading: string) => boolean) =>
    described.operations
      .filter(({ operationId, tags }) => tags.some(under) && !asked.has(operationId))
      .map(({ operationId }) => operationId)
  return { running, described, keys, aKey, ask, neverAsked }
}

type Asking = { readonly id: string; readonly path: string }

async function askOne(
  { running, described }: Pick<Caller, 'running' | 'described'>,
  { id, path }: Asking,
  { body, headers = {}, key = '' }: Sent,
): Promise<Answered> {
  const operation = described.operations.find(({ operationId }) => operationId === id)
  if (operation === undefined) throw new Error(`${id} is not described`)
  const answer = await running.app.inject({
    method: operation.method as 'GET',
    url: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${key}`,
      ...(operation.method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      ...headers,
    },
    ...(body !== undefined && { payload: body as object }),
  })
  const type = String(answer.headers['content-type'])
  const faults = described.faultsIn(operation, { status: answer.statusCode, type, body: answer.body })
  expect([id, path, faults]).toEqual([id, path, []])
  // The shape of what comes back was just held against the document.
  const json = type.includes('json') ? (JSON.parse(answer.body) as Json) : {}
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, json }
}

export function aFile(name: string, bytes: string, fields: Record<string, string> = {}) {
  const { payload, contentType } = multipartOf(fields, [{ field: 'file', name, bytes }])
  return { body: payload, headers: { 'content-type': contentType } }
}

/** A package of the weekly company that can be recorded, in a week that has ended. */
export async function aWeek({ ask }: Caller, weekStart = '2026-11-09') {
  const { json } = await ask('listPackages', '/packages?limit=100')
  const found = listIn(json, 'packages').find(
    ({ status, recordableFrom, lastDay, unit, startsOn }) =>
      status === 'active' &&
      recordableFrom !== null &&
      lastDay === null &&
      unit === 'hour' &&
      String(startsOn) < '2026-09-01',
  )
  const packageId = String(found?.['id'])
  const service = found?.['service'] as Json
  return {
    packageId,
    serviceId: String(service['id']),
    weekStart,
    path: `/packages/${packageId}/weeks/${weekStart}`,
  }
}
