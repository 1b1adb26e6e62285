import type { Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { seal, unseal, type Secrets } from '../../../platform/secrets.ts'
import {
  forgetPasswordsKeptBefore,
  keepEarlierPassword,
  listEarlierPasswords,
  lockNotSealedUnder,
  saveSealedPassword,
  type EarlierPassword,
} from '../store/password-history.ts'
import { gate } from './access.ts'

const ROWS = 500
const KEPT_MILLISECONDS = 2 * 365 * 86_400_000

/** A hash that has gone still says much of the next one, so it lies under a key that is not in the database. */
function ownerOfEarlier(accountId: string): string {
  return `earlier password ${accountId}`
}

export async function earlierHashes(
  secrets: Secrets,
  tx: Tx,
  { accountId, most }: { readonly accountId: string; readonly most: number },
): Promise<readonly string[]> {
  return (await listEarlierPasswords(tx, accountId, most)).map((one) => hashOf(secrets, one))
}

type Going = {
  readonly accountId: string
  readonly hash: string
  readonly setAt: Date
  readonly now: Date
  readonly kept: number
}

export async function keepEarlier(secrets: Secrets, tx: Tx, { accountId, hash, ...going }: Going): Promise<void> {
  await keepEarlierPassword(tx, accountId, { ...going, sealed: seal(secrets, hash, ownerOfEarlier(accountId)) })
}

type Keeping = { readonly db: Db; readonly secrets: Secrets }

/** Nothing is left unsealed, or under another key than the current one. Each batch is a transaction: the next goes on. */
export async function sealHistory({ db, secrets }: Keeping): Promise<void> {
  let left = ROWS
  while (left === ROWS)
    left = await db.write(gate, async (tx) => {
      const found = await lockNotSealedUnder(tx, secrets.currentCodeKey, ROWS)
      for (const one of found)
        await saveSealedPassword(tx, one, seal(secrets, hashOf(secrets, one), ownerOfEarlier(one.accountId)))
      return found.length
    })
}

/** Each night. */
export async function tidyHistory({ db, secrets, clock }: Keeping & { readonly clock: Clock }): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_MILLISECONDS)
  await db.write(gate, (tx) => forgetPasswordsKeptBefore(tx, before))
  await sealHistory({ db, secrets })
}

function hashOf(secrets: Secrets, { accountId, hash, sealed }: EarlierPassword): string {
  if (sealed !== null) return unseal(secrets, sealed, ownerOfEarlier(accountId))
  return hash ?? ''
}
