import { recordEvent } from '../store/accounts.ts'
import { endOtherSessions, endSession } from '../store/sessions.ts'
import { gate, hashToken, type Access } from './access.ts'

export async function signOut(access: Access, token: string, address: string): Promise<void> {
  await access.db.write(gate, async (tx) => {
    const accountId = await endSession(tx, hashToken(token))
    if (accountId !== undefined) await recordEvent(tx, access.clock.now(), { accountId, kind: 'signed-out', address })
  })
}

export async function signOutOthers(access: Access, accountId: string, kept: string): Promise<number> {
  return access.db.write(gate, async (tx) => {
    const ended = await endOtherSessions(tx, accountId, hashToken(kept))
    await recordEvent(tx, access.clock.now(), { accountId, kind: 'other-sessions-ended' })
    return ended
  })
}
