import { sql } from 'kysely'
import { openSandboxWithKeys } from '../capabilities/access/index.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor } from '../platform/work.ts'

/** A key is as long as this. These are printed when the demonstration starts, and reach made-up people only. */
const LENGTH = 43
const testKey = (company: string) => `portal_test_${`demonstration-${company}`.padEnd(LENGTH, '-')}`
export const DEMONSTRATION_KEYS = { weekly: testKey('weekly'), visits: testKey('visits') } as const

/** What a vendor of rostering software finds: a sandbox of the first company, filled once the program has started. */
export async function openVendorSandbox(db: Db, now: Date, councilId: string): Promise<void> {
  const actor = await findAdministrator(db, councilId)
  if (actor === undefined) throw new Error('the demonstration has nobody who looks after a company')
  await workRunner(db, fixedClock(now.toISOString())).run(actor, (work) =>
    openSandboxWithKeys(work, 'Rosters 5', DEMONSTRATION_KEYS),
  )
}

async function findAdministrator(db: Db, councilId: string): Promise<Actor | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ accountId: string; providerId: string; name: string }>`
      select m.account_id as "accountId", m.provider_id as "providerId", m.name
      from access.membership m
      join access.access_grant g on g.council_id = m.council_id and g.membership_id = m.id and g.role = 'full'
        and g.mode = 'edit' and g.scope = 'organisation'
      join published.provider p on p.council_id = m.council_id and p.id = m.provider_id
      where m.council_id = ${councilId} order by p.reference, m.name, m.id limit 1`.execute(tx),
  )
  const [found] = rows
  if (found === undefined) return undefined
  const { accountId, providerId, name } = found
  return { scope: { role: 'portal_provider', councilId, providerId, accountId }, name, face: 'provider' }
}
