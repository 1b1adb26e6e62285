import { londonToday } from '../../../platform/clock.ts'
import { notifyFromGate } from '../../../platform/notifications/notify.ts'
import { permissionInWords, type KnownPermission } from '../rules/permission-words.ts'
import { recordEvent } from '../store/accounts.ts'
import { askForPermission, listGranters, type Granter } from '../store/granters.ts'
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

type Asking = Asker & { readonly name: string; readonly wants: KnownPermission }

/** One click: those who look after people at the organisation are asked, and the council, each where they work. */
export async function askToBeAllowed(access: Pick<Access, 'db' | 'clock'>, asking: Asking): Promise<void> {
  const granters = await grantersFor(access, asking)
  const now = access.clock.now()
  const { accountId, councilId, providerId } = asking
  await access.db.write(gate, async (tx) => {
    if (!(await askForPermission(tx, { ...asking, now }))) return
    await recordEvent(tx, now, { accountId, kind: 'permission-asked' })
    const key = `permission-asked:${accountId}:${asking.wants}:${now.toISOString()}`
    const text = `${asking.name} asks to be allowed to ${permissionInWords(asking.wants)}.`
    if (providerId !== undefined && granters.length > 0)
      await notifyFromGate(tx, councilId, {
        event: 'permission.asked',
        to: { kind: 'people', providerId, accountIds: granters.map((granter) => granter.accountId) },
        text,
        href: '/provider/people',
        key,
      })
    await notifyFromGate(tx, councilId, {
      event: 'help.asked',
      to: { kind: 'staff', roles: ['portal-administration'] },
      text,
      href: '/council/people?asking=yes',
      key: `${key}:council`,
    })
  })
}
