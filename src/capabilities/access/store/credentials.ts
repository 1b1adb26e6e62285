import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** Set-based: a council brings thousands of people at once. A changed name is the newest one. */
export async function saveAccounts(
  tx: Tx,
  people: readonly { readonly email: string; readonly name: string }[],
): Promise<readonly { readonly id: string; readonly email: string }[]> {
  const { rows } = await sql<{ id: string; email: string }>`
    insert into access.account (email, name, status)
    select distinct on (email) email, name, 'invited' from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(email text, name text)
    on conflict (email) do update set name = excluded.name
    returning id, email`.execute(tx)
  return rows
}

export async function savePassword(
  tx: Tx,
  accountIds: readonly string[],
  { hash, now }: { readonly hash: string; readonly now: Date },
): Promise<void> {
  await sql`
    update access.account
    set password_hash = ${hash}, password_changed_at = ${now}, must_change_password = false,
      status = case status when 'invited' then 'active' else status end
    where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb))`.execute(tx)
}

export type SealedCode = { readonly id: string; readonly cipher: Buffer; readonly keyVersion: number }

export async function saveCode(tx: Tx, codes: readonly SealedCode[], now: Date): Promise<void> {
  const rows = codes.map(({ id, cipher, keyVersion }) => ({ id, cipher: cipher.toString('hex'), version: keyVersion }))
  await sql`
    update access.account a
    set code_cipher = decode(c.cipher, 'hex'), code_key_version = c.version, code_changed_at = ${now}, challenge = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, cipher text, version smallint)
    where a.id = c.id`.execute(tx)
}

export type OwnCredentials = {
  readonly email: string
  readonly name: string
  readonly passwordHash: string | null
  readonly passwordChangedAt: Date | null
  readonly code: { readonly cipher: Buffer; readonly keyVersion: number } | null
}

export async function getOwnCredentials(tx: Tx, accountId: string): Promise<OwnCredentials> {
  const row = await tx
    .selectFrom('access.account')
    .select(['email', 'name', 'password_hash', 'password_changed_at', 'code_cipher', 'code_key_version'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return {
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    passwordChangedAt: row.password_changed_at,
    code: row.code_cipher === null ? null : { cipher: row.code_cipher, keyVersion: row.code_key_version },
  }
}
