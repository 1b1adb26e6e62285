import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createAccounts, reseal } from '../capabilities/access/index.ts'
import { systemScope, type GateScope } from '../platform/db/scope.ts'
import { newAppSecret } from '../platform/one-time-code.ts'
import { seal, unseal, type Secrets } from '../platform/secrets.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { aCouncil } from '../testing/world.ts'
import { rotate } from './keys.ts'
import { addCodeKey, readSecrets } from './secrets.ts'

const gate: GateScope = { role: 'portal_gate' }
const PEOPLE = 1_203
let stage: Stage
let file: string
let ids: readonly string[]
const said: string[] = []
const say = (line: string) => void said.push(line)

beforeAll(async () => {
  stage = await aStage()
  const people = Array.from({ length: PEOPLE }, (_, at) => ({ email: `p${String(at)}@example.org`, name: 'Person' }))
  ids = [...(await createAccounts(stage.db, people)).values()]
})
afterAll(() => stage.strike())
beforeEach(async () => {
  said.length = 0
  file = path.join(mkdtempSync(path.join(tmpdir(), 'portal-keys-')), 'secrets.json')
  const secrets = readSecrets(file)
  await Promise.all(ids.map((id) => keep(id, secrets)))
})

function keep(id: string, secrets: Secrets): Promise<unknown> {
  const [code, app] = [seal(secrets, codeOf(id), id), seal(secrets, newAppSecret(), `app ${id}`)]
  return stage.db.write(gate, (tx) =>
    tx
      .updateTable('access.account')
      .set({
        code_cipher: code.cipher,
        code_key_version: code.keyVersion,
        app_cipher: app.cipher,
        app_key_version: app.keyVersion,
      })
      .where('id', '=', id)
      .execute(),
  )
}
const codeOf = (id: string) => id.slice(-6)
const rows = () =>
  stage.db.read(gate, (tx) =>
    tx
      .selectFrom('access.account')
      .select(['id', 'code_cipher', 'code_key_version', 'app_cipher', 'app_key_version'])
      .where('code_cipher', 'is not', null)
      .execute(),
  )
const versionsIn = () => Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { codeKeys: object }).codeKeys)

async function expectAllUnder(version: number): Promise<void> {
  const secrets = readSecrets(file)
  const found = await rows()
  expect(found).toHaveLength(PEOPLE)
  for (const row of found) {
    expect([row.code_key_version, row.app_key_version]).toEqual([version, version])
    const code = { cipher: row.code_cipher ?? Buffer.alloc(0), keyVersion: row.code_key_version }
    expect(unseal(secrets, code, row.id)).toBe(codeOf(row.id))
    const app = { cipher: row.app_cipher ?? Buffer.alloc(0), keyVersion: row.app_key_version }
    expect(unseal(secrets, app, `app ${row.id}`)).toHaveLength(32)
  }
}

it('seals every code and app secret under a new key and forgets the old one', async () => {
  await rotate({ db: stage.db, file }, say)
  await expectAllUnder(2)
  expect(versionsIn()).toEqual(['2'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(said.at(-1)).toContain('older keys are removed')
})

it('seals the client secrets of single sign-on anew too', async () => {
  const council = await aCouncil(stage.build)
  const id = randomUUID()
  const owner = `sign-on ${council.id} ${id}`
  const { cipher, keyVersion } = seal(readSecrets(file), 'a client secret', owner)
  const own = { council_id: council.id, id, issuer: 'https://id.example.org', client_id: 'portal' }
  const secret = { secret_cipher: cipher, secret_key_version: keyVersion }
  await stage.build.insert('access.sign_on_connection', { ...own, ...secret, email_domains: ['example.org'] })
  await rotate({ db: stage.db, file }, say)
  const row = await stage.db.read(systemScope(council.id), (tx) =>
    tx
      .selectFrom('access.sign_on_connection')
      .select(['secret_cipher', 'secret_key_version'])
      .where('council_id', '=', tx.councilId)
      .executeTakeFirstOrThrow(),
  )
  const sealed = { cipher: row.secret_cipher ?? Buffer.alloc(0), keyVersion: row.secret_key_version }
  expect([sealed.keyVersion, unseal(readSecrets(file), sealed, owner)]).toEqual([2, 'a client secret'])
  await stage.db.write(gate, (tx) =>
    tx.updateTable('access.sign_on_connection').set({ secret_cipher: null }).where('id', '=', id).execute(),
  )
})

it('goes on where it was cut off, without a third key', async () => {
  addCodeKey(file)
  const cutOff = reseal({ db: stage.db, secrets: readSecrets(file) }, (done) => {
    if (done >= 500) throw new Error('the power went')
  })
  await expect(cutOff).rejects.toThrow('the power went')
  const half = (await rows()).filter((row) => row.code_key_version === 2).length
  expect([half, versionsIn()]).toEqual([500, ['1', '2']])
  await rotate({ db: stage.db, file }, say)
  await expectAllUnder(2)
  expect([said[0], versionsIn()]).toEqual(['Finishing the change to key 2.', ['2']])
})

it('lets a running program open and seal with the new key without a restart', async () => {
  const running = readSecrets(file)
  await rotate({ db: stage.db, file }, say)
  expect(running.currentCodeKey).toBe(2)
  const [row] = await rows()
  const code = { cipher: row?.code_cipher ?? Buffer.alloc(0), keyVersion: row?.code_key_version ?? 0 }
  expect(unseal(running, code, row?.id ?? '')).toBe(codeOf(row?.id ?? ''))
})

it('keeps every key when something cannot be opened, and changes nothing of that batch', async () => {
  await stage.db.write(gate, (tx) =>
    tx
      .updateTable('access.account')
      .set({ code_key_version: 9 })
      .where('id', '=', ids[0] ?? '')
      .execute(),
  )
  await expect(rotate({ db: stage.db, file }, say)).rejects.toThrow('the key of version 9 is not among the secrets')
  expect(versionsIn()).toEqual(['1', '2'])
})

it('refuses a secrets file that was cut short', async () => {
  writeFileSync(file, '{"cookieSecret":')
  await expect(rotate({ db: stage.db, file }, say)).rejects.toThrow('cannot be read')
})
