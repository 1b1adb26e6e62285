import type { FastifyInstance } from 'fastify'
import { hashToken } from '../commands/access.ts'
import type { Stage } from '../../../testing/stage.ts'

export type ScimAnswer = {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
}
export type Directory = {
  readonly token: string
  ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<ScimAnswer>
}

/** What a council's directory sends, with a token of its own. */
export async function aDirectory(
  stage: Stage,
  app: FastifyInstance,
  at: { readonly councilId: string; readonly connectionId: string },
  over: Readonly<Record<string, string | Date>> = {},
): Promise<Directory> {
  const token = `a token of ${at.connectionId} ${over['name']?.toString() ?? ''}`.replaceAll(' ', '-')
  await stage.build.insert('access.scim_token', {
    council_id: at.councilId,
    connection_id: at.connectionId,
    name: 'Entra ID',
    token_hash: hashToken(token),
    made_at: new Date(0),
    made_by: 'Cara Test',
    expires_on: '2099-01-01',
    ...over,
  })
  return { token, ask: (method, path, body) => ask(app, { method, path, body, token }) }
}

type Asked = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body: unknown
  readonly token: string
}

async function ask(app: FastifyInstance, { method, path, body, token }: Asked): Promise<ScimAnswer> {
  const reply = await app.inject({
    method,
    url: `/scim/v2${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  return {
    status: reply.statusCode,
    body: reply.body === '' ? {} : (JSON.parse(reply.body) as Record<string, unknown>),
    headers: reply.headers,
  }
}
