import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { anApp, type RunningApp } from '../../testing/an-app.ts'
import { multipartOf } from '../../testing/multipart.ts'
import { aCouncil, aPackage, aProvider, type APackage, type AProvider } from '../../testing/world.ts'
import { ask as askOwner } from './ask.ts'

const NOW = '2025-04-10T09:00:00Z'

type Json = Record<string, unknown>
type Asking = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}
export type Said = { readonly status: number; readonly json: Json }
export type Wire = {
  readonly running: RunningApp
  readonly provider: AProvider
  readonly care: APackage
  /** Sends a file over a connection as a rostering system does, and answers with what came back. */
  readonly send: (file: Sending) => Promise<Said>
  /** Sends so much of it and destroys the connection. */
  readonly cut: (file: Sending, share: number, whileOpen?: () => Promise<void>) => Promise<void>
  readonly get: (path: string) => Promise<Said>
  readonly post: (path: string, body: object) => Promise<Said>
  /** Bytes of each file that is half received. */
  readonly incoming: () => readonly number[]
  /** Rows of uploads, of stored files and of weeks, bytes that are kept, and files that are half received. */
  readonly left: () => Promise<Left>
}
export type Sending = { readonly name: string; readonly bytes: Buffer | string; readonly key?: string }
export type Left = {
  readonly uploads: number
  readonly stored: number
  readonly weeks: number
  readonly keys: number
  readonly kept: number
  /** Half received. */
  readonly incoming: number
}

/** The whole product behind a port of this machine, with one care company, one package and a key. */
export async function aWire(): Promise<Wire> {
  const running = await anApp(NOW)
  const provider = await aProvider(running.build, (await aCouncil(running.build)).id)
  const care = await aPackage(running.build, provider)
  const key = `portal_${randomBytes(32).toString('base64url')}`
  await running.build.insert('access.api_key', {
    ...{ council_id: provider.councilId, provider_id: provider.id, name: 'Rosters', abilities: ['record-actuals'] },
    ...{ key_hash: createHash('sha256').update(key).digest(), made_at: NOW, made_by: 'Asha Test' },
    expires_on: '2026-01-01',
  })
  await running.app.listen({ port: 0, host: '127.0.0.1' })
  const address = running.app.server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const ask = async (asked: string, { headers = {}, ...init }: Asking = {}): Promise<Said> => {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/api/v1${asked}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID(), ...headers },
    })
    return { status: answer.status, json: (await answer.json()) as Json }
  }
  return {
    running,
    provider,
    care,
    send: ({ name, bytes, key: repeat = randomUUID() }) => {
      const { payload, contentType } = multipartOf({}, [{ field: 'file', name, bytes }])
      const headers = { 'content-type': contentType, 'idempotency-key': repeat }
      return ask('/uploads', { method: 'POST', headers, body: new Uint8Array(payload) })
    },
    cut: (file, share, whileOpen) => cutAt({ port, key }, file, { share, whileOpen }),
    get: (asked) => ask(asked),
    post: (asked, body) =>
      ask(asked, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    incoming: () => filesIn(path.join(running.files.folder, 'incoming')).map((file) => statSync(file).size),
    left: () => leftOf(running, provider),
  }
}

type Cut = { readonly share: number; readonly whileOpen: (() => Promise<void>) | undefined }

async function cutAt(
  { port, key }: { readonly port: number; readonly key: string },
  { name, bytes, key: repeat = randomUUID() }: Sending,
  { share, whileOpen }: Cut,
): Promise<void> {
  const { payload, contentType } = multipartOf({}, [{ field: 'file', name, bytes }])
  const head = [
    'POST /api/v1/uploads HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${key}`,
    `Idempotency-Key: ${repeat}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${String(payload.length)}`,
  ].join('\r\n')
  const socket = connect(port, '127.0.0.1')
  const written = (piece: string | Buffer) => new Promise<void>((resolve) => socket.write(piece, () => resolve()))
  await written(`${head}\r\n\r\n`)
  await written(payload.subarray(0, Math.floor(payload.length * share)))
  await whileOpen?.()
  socket.destroy()
}

async function leftOf({ ownerUrl, files }: RunningApp, { councilId }: AProvider): Promise<Left> {
  const [counted] = await askOwner(
    ownerUrl,
    `select (select count(*)::int from actuals.upload where council_id = $1) as uploads,
       (select count(*)::int from platform.stored_file where council_id = $1) as stored,
       (select count(*)::int from actuals.week where council_id = $1) as weeks,
       (select count(*)::int from platform.request_key where council_id = $1) as keys`,
    [councilId],
  )
  const lying = {
    kept: filesIn(path.join(files.folder, councilId)).length,
    incoming: filesIn(path.join(files.folder, 'incoming')).length,
  }
  const count = (name: string) => Number(counted?.[name] ?? 0)
  return { uploads: count('uploads'), stored: count('stored'), weeks: count('weeks'), keys: count('keys'), ...lying }
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}
