import { recordEvent } from '../store/accounts.ts'
import { forgetKnownBrowsers } from '../store/known-browsers.ts'
import { endOtherSession } from '../store/open-sessions.ts'
import { endOtherSessions, endSession } from '../store/sessions.ts'
import { gate, hashToken, type Access } from './access.ts'

/** Answers the connection that the session came through: where it came from, the person is still signed in. */
export async function signOut(access: Access, token: string, address: string): Promise<string | null> {
  return access.db.write(gate, async (tx) => {
    const ended = await endSession(tx, hashToken(token))
    if (ended === undefined) return null
    const { accountId, through } = ended
    await recordEvent(tx, access.clock.now(), { accountId, kind: 'signed-out', address })
    return through
  })
}

export async function signOutOthers(access: Access, accountId: string, kept: string): Promise<number> {
  return access.db.write(gate, async (tx) => {
    const ended = await endOtherSessions(tx, accountId, hashToken(kept))
    await forgetKnownBrowsers(tx, accountId)
    await recordEvent(tx, access.clock.now(), { accountId, kind: 'other-sessions-ended' })
    return ended
  })
}

type Other = { readonly accountId: string; readonly startedAt: Date; readonly kept: string }

/** One that is over already is over: nothing is said to have gone wrong. */
export async function signOutOther(access: Access, { accountId, startedAt, kept }: Other): Promise<void> {
  await access.db.write(gate, async (tx) => {
    const ended = await endOtherSession(tx, { accountId, startedAt, kept: hashToken(kept) })
    if (ended > 0) await recordEvent(tx, access.clock.now(), { accountId, kind: 'other-session-ended' })
  })
}
