import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { policiesDue, type Access } from '../capabilities/access/index.ts'
import { systemScope } from '../platform/db/scope.ts'
import { passwords } from '../platform/passwords.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { aCouncil, aMember, aProvider } from '../testing/world.ts'
import { publishPolicies } from './policies.ts'

let stage: Stage
let access: Access

beforeAll(async () => {
  stage = await aStage('2026-11-21T09:00:00Z')
  const { db, clock } = stage
  const secrets = { cookieSecret: 'none', currentCodeKey: 1, codeKeys: new Map([[1, randomBytes(32)]]) }
  access = { db, clock, secrets, passwords: passwords(), secureCookies: false, origin: 'http://localhost' }
})
afterAll(() => stage.strike())

it('has every policy accepted by everybody, but the newest by one, who may wait', async () => {
  const council = await aCouncil(stage.build)
  const { id } = await aProvider(stage.build, council.id)
  await aMember(stage.build, council.id, null, ['portal-administration'])
  const reader = await aMember(stage.build, council.id, id)
  const peter = await aMember(stage.build, council.id, id)
  const scope = systemScope(council.id)
  await stage.db.write(scope, (tx) =>
    sql`update access.membership set name = 'Peter Loades' where council_id = ${council.id} and id = ${peter.membershipId}`.execute(
      tx,
    ),
  )
  const { code } = await stage.db.read(scope, (tx) =>
    tx.selectFrom('platform.council').select('code').where('council_id', '=', council.id).executeTakeFirstOrThrow(),
  )
  await publishPolicies(access, code)
  const dueOf = async ({ accountId, membershipId }: typeof reader) =>
    (await policiesDue(access, { accountId, membershipId, through: null }))?.policies
  expect(await dueOf(reader)).toEqual([])
  expect(await dueOf(peter)).toMatchObject([
    { kind: 'acceptable-use', version: 2, acceptedVersion: 1, requiredFrom: '2026-12-15' },
  ])
})
