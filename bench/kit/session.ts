import { createHash, randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import type { World } from './world.ts'

/** The cookie of somebody at the provider with every right, signed in a moment ago. */
export async function signIn(owner: Client, { councilId, providerId }: World): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await owner.query(
    `with account as (
       insert into access.account (email, name) values ('bench-' || $3 || '@example.org', 'Asha Bench') returning id
     ), member as (
       insert into access.membership (council_id, account_id, provider_id, name, email)
       select $1, id, $2, 'Asha Bench', 'bench@example.org' from account returning *
     ), granted as (
       insert into access.access_grant (council_id, membership_id, provider_id, scope, role, mode)
       select council_id, id, provider_id, 'organisation', 'full', 'edit' from member
     )
     insert into access.session (token_hash, account_id, created_at, last_seen_at, proved_at, council_id, membership_id)
     select $4, account_id, now(), now(), now(), council_id, id from member`,
    [councilId, providerId, token.slice(0, 8).toLowerCase(), createHash('sha256').update(token).digest()],
  )
  return `portal=${token}`
}
