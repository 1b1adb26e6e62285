import type { Db } from '../../../platform/db/db.ts'
import { seal, unseal, type Sealed, type Secrets } from '../../../platform/secrets.ts'
import { countSealedOtherwise, lockSealedOtherwise, saveSealed, type SealedRow } from '../store/sealed.ts'
import { countSecretsSealedOtherwise, lockSecretsSealedOtherwise, saveResealed } from '../store/sign-on/connections.ts'
import { gate, nobody } from './access.ts'
import { ownerOf } from './authenticator.ts'
import { countHistoryUnderOtherKeys, sealHistory } from './earlier-passwords.ts'
import { ownerOfSecret } from './sign-on/issuer.ts'

const ROWS = 500
type Resealing = { readonly db: Db; readonly secrets: Secrets }

/**
 * Opens every code and app secret with the key it has and seals it with the current one. Each batch is a transaction,
 * so that whatever stops it half way, the next run goes on where it stopped.
 */
export async function reseal({ db, secrets }: Resealing, say: (done: number) => void): Promise<number> {
  const version = secrets.currentCodeKey
  await resealClientSecrets({ db, secrets })
  await sealHistory({ db, secrets })
  let after = nobody
  let done = 0
  for (;;) {
    const from = after
    const rows = await db.write(gate, async (tx) => {
      const found = await lockSealedOtherwise(tx, { version, after: from, rows: ROWS })
      await Promise.all(found.map((row) => saveSealed(tx, again(secrets, row))))
      return found
    })
    done += rows.length
    if (rows.length > 0) say(done)
    const last = rows.at(-1)
    if (last === undefined) return done
    after = last.id
  }
}

/** A council has a handful of them: one transaction. */
async function resealClientSecrets({ db, secrets }: Resealing): Promise<void> {
  await db.write(gate, async (tx) => {
    for (const row of await lockSecretsSealedOtherwise(tx, secrets.currentCodeKey))
      await saveResealed(tx, { ...row, ...seal(secrets, unseal(secrets, row, ownerOfSecret(row)), ownerOfSecret(row)) })
  })
}

export async function countUnderOtherKeys({ db, secrets }: Resealing): Promise<number> {
  const earlier = await countHistoryUnderOtherKeys({ db, secrets })
  return db.read(gate, async (tx) => {
    const [accounts, connections] = await Promise.all([
      countSealedOtherwise(tx, secrets.currentCodeKey),
      countSecretsSealedOtherwise(tx, secrets.currentCodeKey),
    ])
    return accounts + connections + earlier
  })
}

function again(secrets: Secrets, { id, code, app }: SealedRow): SealedRow {
  const resealed = (sealed: Sealed | null, owner: string) =>
    sealed === null ? null : seal(secrets, unseal(secrets, sealed, owner), owner)
  return { id, code: resealed(code, id), app: resealed(app, ownerOf(id)) }
}
