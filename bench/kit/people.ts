import { createAccounts, giveDemonstrationSecrets, type Access } from '../../src/capabilities/access/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDb } from '../../src/platform/db/db.ts'
import { passwords } from '../../src/platform/passwords.ts'
import { readSecrets } from '../../src/start/secrets.ts'
import type { BenchDatabase } from './database.ts'
import type { Person } from './sign-in-client.ts'
import type { World } from './world.ts'

const PASSWORD = 'three random words 7'
const CODE = '427193'

type People = {
  readonly database: BenchDatabase
  readonly world: World
  /** The program's own keys: the codes of the people are sealed under them. */
  readonly secretsFile: string
  readonly count: number
}

/** People of the first provider with every right, who sign in by password and digits of a code. */
export async function makePeople({ database, world, secretsFile, count }: People): Promise<readonly Person[]> {
  const names = Array.from({ length: count }, (_, n) => ({
    email: `signs-in-${String(n)}@example.org`,
    name: `Asha Bench ${String(n)}`,
  }))
  const db = openDb(database.url, { connections: 2 })
  try {
    const ids = await createAccounts(db, names)
    const access: Access = {
      db,
      clock: systemClock,
      secrets: readSecrets(secretsFile),
      passwords: passwords(),
      secureCookies: false,
      origin: 'http://127.0.0.1',
    }
    await giveDemonstrationSecrets(access, { accountIds: [...ids.values()], password: PASSWORD, code: CODE })
  } finally {
    await db.close()
  }
  await database.owner.query(
    `with member as (
       insert into access.membership (council_id, account_id, provider_id, name, email)
       select $1, a.id, $2, a.name, a.email from access.account a where a.email like 'signs-in-%' returning *
     )
     insert into access.access_grant (council_id, membership_id, provider_id, scope, role, mode)
     select council_id, id, provider_id, 'organisation', 'full', 'edit' from member`,
    [world.councilId, world.providerId],
  )
  await database.owner.query('vacuum analyze access.account, access.membership, access.access_grant')
  return names.map(({ email }) => ({ email, password: PASSWORD, code: CODE }))
}
