import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

type Sealed = { readonly cipher: Buffer; readonly keyVersion: number }
export type SealedRow = { readonly id: string; readonly code: Sealed | null; readonly app: Sealed | null }
type Page = { readonly version: number; readonly after: string; readonly rows: number }

/** Accounts with something sealed under another key than this version, locked, in pages by id. */
export async function lockSealedOtherwise(tx: Tx, { version, after, rows: most }: Page): Promise<readonly SealedRow[]> {
  const rows = await tx
    .selectFrom('access.account')
    .select(['id', 'code_cipher', 'code_key_version', 'app_cipher', 'app_key_version'])
    .where('id', '>', after)
    .where(isSealedOtherwise(version))
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .execute()
  return rows.map((row) => ({
    id: row.id,
    code: row.code_cipher === null ? null : { cipher: row.code_cipher, keyVersion: row.code_key_version },
    app: row.app_cipher === null ? null : { cipher: row.app_cipher, keyVersion: row.app_key_version },
  }))
}

export async function saveSealed(tx: Tx, { id, code, app }: SealedRow): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({
      ...(code !== null && { code_cipher: code.cipher, code_key_version: code.keyVersion }),
      ...(app !== null && { app_cipher: app.cipher, app_key_version: app.keyVersion }),
    })
    .where('id', '=', id)
    .execute()
}

export async function countSealedOtherwise(tx: Tx, version: number): Promise<number> {
  const { count } = await tx
    .selectFrom('access.account')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(isSealedOtherwise(version))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function isSealedOtherwise(version: number) {
  return sql<boolean>`((code_cipher is not null and code_key_version <> ${version})
    or (app_cipher is not null and app_key_version <> ${version}))`
}
