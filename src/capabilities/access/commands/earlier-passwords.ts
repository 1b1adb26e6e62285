import type { Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { GateScope } from '../../../platform/db/scope.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { seal, unseal, type Secrets } from '../../../platform/secrets.ts'
import {
  countNotSealedUnder,
  forgetPasswordsKeptBefore,
  keepEarlierPassword,
  listEarlierPasswords,
  listPasswordHolders,
  lockNotSealedUnder,
  saveSealedPassword,
  type EarlierPassword,
} from '../store/password-history.ts'
import { gate, nobody } from './access.ts'

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

/** Nothing is left unsealed, or under another key than the current one. Each person is a transaction: the next run goes on. */
export async function sealHistory({ db, secrets }: Keeping): Promise<void> {
  await eachHolder(db, (own, accountId) => db.write(own, (tx) => sealOwn(secrets, tx, accountId)))
}

/** Each night. */
export async function tidyHistory({ db, secrets, clock }: Keeping & { readonly clock: Clock }): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_MILLISECONDS)
  await eachHolder(db, (own, accountId) =>
    db.write(own, async (tx) => {
      await forgetPasswordsKeptBefore(tx, { accountId, before })
      await sealOwn(secrets, tx, accountId)
    }),
  )
}

export async function countHistoryUnderOtherKeys({ db, secrets }: Keeping): Promise<number> {
  let left = 0
  const version = secrets.currentCodeKey
  await eachHolder(db, async (own, accountId) => {
    left += await db.read(own, (tx) => countNotSealedUnder(tx, { accountId, version }))
  })
  return left
}

/** With the eyes of each person in turn: nobody else's see a history. */
async function eachHolder(db: Db, act: (own: GateScope, accountId: string) => Promise<void>): Promise<void> {
  let after: string | undefined = nobody
  while (after !== undefined) {
    const from: string = after
    const page = await db.read(gate, (tx) => listPasswordHolders(tx, { after: from, rows: ROWS }))
    for (const accountId of page) await act({ role: 'portal_gate', accountId }, accountId)
    after = page.length === ROWS ? page.at(-1) : undefined
  }
}

async function sealOwn(secrets: Secrets, tx: Tx, accountId: string): Promise<void> {
  for (const one of await lockNotSealedUnder(tx, { accountId, version: secrets.currentCodeKey }))
    await saveSealedPassword(tx, one, seal(secrets, hashOf(secrets, one), ownerOfEarlier(accountId)))
}

function hashOf(secrets: Secrets, { accountId, hash, sealed }: EarlierPassword): string {
  if (sealed !== null) return unseal(secrets, sealed, ownerOfEarlier(accountId))
  return hash ?? ''
}
