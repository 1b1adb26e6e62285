import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PasswordProfile } from '../rules/password-policy.ts'
import { hasOwnCount, standingHere, type Standing } from '../rules/sign-in.ts'
import { recordEvent } from '../store/accounts.ts'
import {
  countKnownFailure,
  findKnownBrowser,
  forgetKnownBrowser,
  isKnownBrowserOf,
  type KnownBrowser,
} from '../store/known-browsers.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { hashToken, type Access } from './access.ts'
import { countRefusal, type Refusing } from './count-refusal.ts'

type Here = {
  readonly account: Standing | undefined
  readonly accountId: string
  /** The cookie of a browser in which its owner came in before. */
  readonly known: string | undefined
  readonly policies: readonly PasswordProfile[]
}
export type Counted = {
  readonly standing: Standing | undefined
  /** The browser that counts for itself; undefined where tries count with all others. */
  readonly own: KnownBrowser | undefined
}

/** As things stand from this browser. The account's row is locked by then, so two tries are counted one by one. */
export async function standsHere(tx: Tx, { account, accountId, known, policies }: Here): Promise<Counted> {
  const found = known === undefined ? undefined : await findKnownBrowser(tx, { tokenHash: hashToken(known), accountId })
  const own = hasOwnCount(account, found, policies) ? found : undefined
  return { standing: standingHere(account, own), own }
}

/** The count of a browser of its own ends with the lock that others would get: from then on it is a stranger's. */
export async function countRefusalHere(
  access: Access,
  tx: Tx,
  { own, ...refusing }: Refusing & Pick<Counted, 'own'>,
): Promise<void> {
  const { accountId, verdict, kind, address } = refusing
  if (own === undefined || accountId === null) return countRefusal(access, tx, refusing)
  const now = access.clock.now()
  const whose = { tokenHash: own.tokenHash, accountId }
  await recordEvent(tx, now, { accountId, kind, address, details: { reason: verdict.reason } })
  if (verdict.locks) {
    await forgetKnownBrowser(tx, whose)
    await tellOwner(tx, {
      accountId,
      subject: 'Wrong tries in a browser that opened your Provider Portal account before',
      body: 'There were ten wrong tries in a row in a browser in which you had signed in before. It is treated like any other browser now. If it was not you, tell the council: your account was not opened.',
      now,
      today: londonToday(now),
    })
  } else if (verdict.reason !== 'waiting') await countKnownFailure(tx, whose, verdict)
}

/** Before anything is judged: whether tries with this user name count for this browser alone. */
export async function knownFor(access: Access, known: string | undefined, email: string): Promise<Buffer | undefined> {
  if (known === undefined) return undefined
  const tokenHash = hashToken(known)
  return (await access.db.glance((tx) => isKnownBrowserOf(tx, { tokenHash, email }))) ? tokenHash : undefined
}
