import { londonToday } from '../../../platform/clock.ts'
import { recordEvent } from '../store/accounts.ts'
import { askForPermission, listGranters, type Granter } from '../store/granters.ts'
import { tellOwner } from '../store/tell-owner.ts'
import { gate, type Access } from './access.ts'

type Asker = {
  readonly accountId: string
  readonly councilId: string
  readonly providerId: string | undefined
}

/** Who can give what is missing; never the person who lacks it. */
export async function grantersFor(
  access: Pick<Access, 'db' | 'clock'>,
  { accountId, councilId, providerId }: Asker,
): Promise<readonly Granter[]> {
  const today = londonToday(access.clock.now())
  const granters = await access.db.read(gate, (tx) => listGranters(tx, { councilId, providerId, today }))
  return granters.filter((granter) => granter.accountId !== accountId)
}

/** One click: the request waits in the council's queue, and those at the organisation who can answer it are told. */
export async function askToBeAllowed(access: Pick<Access, 'db' | 'clock'>, asker: Asker, wants: string): Promise<void> {
  const granters = await grantersFor(access, asker)
  const now = access.clock.now()
  const { accountId, councilId, providerId } = asker
  await access.db.write(gate, async (tx) => {
    if (!(await askForPermission(tx, { councilId, providerId, accountId, wants, now }))) return
    await recordEvent(tx, now, { accountId, kind: 'permission-asked' })
    for (const granter of granters)
      await tellOwner(tx, {
        accountId: granter.accountId,
        subject: 'A colleague asks for a permission in Provider Portal',
        body: 'Somebody at your organisation could not open a page and asks to be allowed. Sign in and open People to decide.',
        now,
        today: londonToday(now),
      })
  })
}
