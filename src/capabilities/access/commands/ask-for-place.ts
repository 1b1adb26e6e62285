import { londonToday } from '../../../platform/clock.ts'
import { notifyFromGate } from '../../../platform/notifications/notify.ts'
import { listPlaces, recordEvent } from '../store/accounts.ts'
import { findLastPlace } from '../store/workplaces.ts'
import { gate, type Access } from './access.ts'

type Asking = { readonly accountId: string; readonly address: string }

/**
 * Somebody whose places have all ended asks the council of the last one, once a day. False for who has a place, and for
 * who never had one: nobody would know them.
 */
export async function askForPlace({ db, clock }: Access, { accountId, address }: Asking): Promise<boolean> {
  const now = clock.now()
  const today = londonToday(now)
  return db.write(gate, async (tx) => {
    const [places, last] = [await listPlaces(tx, accountId, today), await findLastPlace(tx, accountId)]
    if (places.length > 0 || last === undefined) return false
    await recordEvent(tx, now, { accountId, kind: 'help-asked', address })
    await notifyFromGate(tx, last.councilId, {
      event: 'help.asked',
      to: { kind: 'staff', roles: ['portal-administration'] },
      text: 'Somebody whose place has ended asks to have one again.',
      href: `/council/people/${last.membershipId}`,
      key: `place:${last.membershipId}:${today}`,
    })
    return true
  })
}
