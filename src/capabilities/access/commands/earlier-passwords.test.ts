import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aProvider } from '../../../testing/world.ts'
import { anAccess, aPerson, RIGHT_PASSWORD, testClock, testSecrets, type APerson } from '../testing/an-access.ts'
import type { Access } from './access.ts'
import { changePassword } from './change-password.ts'
import { sealHistory, tidyHistory } from './earlier-passwords.ts'
import { countUnderOtherKeys } from './reseal.ts'

const clock = testClock()
let stage: Stage
let access: Access
let owner: Client
let carer: APerson

beforeAll(async () => {
  stage = await aStage()
  access = anAccess(stage, { clock })
  owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await stage.strike()
})
beforeEach(async () => {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  carer = await aPerson(stage, access, { councilId: council.id, providerId: provider.id })
  await owner.query('delete from access.password_history')
})

type Row = {
  readonly password_hash: string | null
  readonly cipher: Buffer | null
  readonly key_version: number | null
}
async function rows(): Promise<readonly Row[]> {
  const { rows: all } = await owner.query<Row>(
    'select password_hash, cipher, key_version from access.password_history where account_id = $1 order by set_at',
    [carer.accountId],
  )
  return all
}
function change(current: string, next: string, by = access) {
  return changePassword(by, { accountId: carer.accountId, current, next, token: 'none', address: '' })
}
async function keptBefore(hash: string, keptAt: string): Promise<void> {
  await owner.query(
    'insert into access.password_history (account_id, set_at, password_hash, kept_at) values ($1, $3, $2, $3)',
    [carer.accountId, hash, keptAt],
  )
}

it('keeps what went under a key that is not in the database, and still refuses it', async () => {
  expect(await change(RIGHT_PASSWORD, 'gravel kettle moon 8')).toMatchObject({ ok: true })
  const [row] = await rows()
  expect([row?.password_hash, row?.key_version]).toEqual([null, 1])
  expect(row?.cipher?.toString('latin1')).not.toContain('argon2')
  const back = await change('gravel kettle moon 8', RIGHT_PASSWORD)
  expect(back).toMatchObject({ ok: false, refusal: { code: 'not-allowed', faults: ['used-before'] } })
})

it('seals at night what was kept before, once, and reads it before and after', async () => {
  const { rows: accounts } = await owner.query<{ hash: string }>(
    'select password_hash as hash from access.account where id = $1',
    [carer.accountId],
  )
  await keptBefore(accounts[0]?.hash ?? '', '2025-01-01')
  const again = { ok: false, refusal: { faults: ['used-before'] } }
  expect(await change(RIGHT_PASSWORD, RIGHT_PASSWORD)).toMatchObject(again)
  expect(await countUnderOtherKeys(access)).toBe(1)
  await tidyHistory(access)
  await tidyHistory(access)
  expect(await rows()).toMatchObject([{ password_hash: null, key_version: 1 }])
  expect(await countUnderOtherKeys(access)).toBe(0)
  expect(await change(RIGHT_PASSWORD, RIGHT_PASSWORD)).toMatchObject(again)
})

it('forgets after two years, and not a day sooner', async () => {
  await keptBefore('old', '2023-04-01')
  await keptBefore('not so old', '2023-04-20')
  await tidyHistory(access)
  expect(await rows()).toHaveLength(1)
})

it('is sealed again under a newer key, and opens with it', async () => {
  await change(RIGHT_PASSWORD, 'gravel kettle moon 8')
  const codeKeys = new Map([...access.secrets.codeKeys, [2, randomBytes(32)] as const])
  const newer = { ...access, secrets: { ...testSecrets(), codeKeys, currentCodeKey: 2 } }
  await sealHistory(newer)
  expect(await rows()).toMatchObject([{ key_version: 2 }])
  const back = await change('gravel kettle moon 8', RIGHT_PASSWORD, newer)
  expect(back).toMatchObject({ ok: false, refusal: { faults: ['used-before'] } })
})

it('shows nobody the history of another', async () => {
  await change(RIGHT_PASSWORD, 'gravel kettle moon 8')
  const seen = await stage.db.read({ role: 'portal_gate', accountId: crypto.randomUUID() }, (tx) =>
    tx.selectFrom('access.password_history').select('account_id').execute(),
  )
  expect(seen).toEqual([])
})
