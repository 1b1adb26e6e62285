import { londonToday } from '../../../platform/clock.ts'
import { recordEvent } from '../store/accounts.ts'
import { findPhone, savePhone } from '../store/person-details.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { gate, type Access } from './access.ts'

type Changing = { readonly accountId: string; readonly phone: string; readonly address: string }

/** By its owner. The council rings it before it helps, so a change is told like one of how to sign in. */
export async function changePhone(
  access: Pick<Access, 'db' | 'clock'>,
  { accountId, phone, address }: Changing,
): Promise<void> {
  const now = access.clock.now()
  await access.db.write(gate, async (tx) => {
    if ((await findPhone(tx, accountId)) === phone) return
    await savePhone(tx, accountId, phone)
    await recordEvent(tx, now, { accountId, kind: 'details-changed', address })
    await tellOwner(tx, {
      accountId,
      subject: 'Your telephone number in Provider Portal was changed',
      body: 'It was changed under My account. If it was not you, tell the council at once.',
      now,
      today: londonToday(now),
    })
  })
}
