import { queueMail } from '../../../platform/mail.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { hasOtherAdministrator } from '../store/administrators.ts'
import { findSupportAddress } from '../store/places.ts'
import { nobody } from './access.ts'

type Leaving = { readonly membershipId: string; readonly providerId: string | null; readonly origin: string }

/**
 * Whoever goes, and by whoever's hand: when nobody would administer the organisation after them, the council is told,
 * and those who are still there. The council's own staff have no organisation.
 */
export async function alertOfLastAdministrator(
  work: Work,
  { membershipId, providerId, origin }: Leaving,
): Promise<void> {
  if (providerId === null) return
  if (!(await hasOtherAdministrator(work.tx, { providerId, membershipId }, work.today)))
    await alert(work, providerId, origin)
}

type Watched = { readonly providerId: string; readonly origin: string }

/** The same where permissions change and nobody goes: told when somebody looked after the organisation before it. */
export async function watchingAdministrators<T>(
  work: Work,
  { providerId, origin }: Watched,
  act: () => Promise<T>,
): Promise<T> {
  const isLookedAfter = () => hasOtherAdministrator(work.tx, { providerId, membershipId: nobody }, work.today)
  const before = await isLookedAfter()
  const value = await act()
  if (before && !(await isLookedAfter())) await alert(work, providerId, origin)
  return value
}

async function alert(work: Work, providerId: string, origin: string): Promise<void> {
  await work.audit('people.last-administrator-leaves', { type: 'provider', id: providerId })
  const key = `last-administrator:${providerId}:${work.today}`
  await notify(work, {
    event: 'administrator.missing',
    to: { kind: 'staff', roles: ['portal-administration'] },
    text: 'An organisation will have no administrator.',
    href: '/council/contact-requests',
    key,
  })
  await notify(work, {
    event: 'administrator.leaving',
    to: { kind: 'administrators', providerId },
    text: 'After the last day that was set, nobody here looks after your people. Ask for another administrator.',
    href: '/provider/people',
    key,
  })
  const recipient = await findSupportAddress(work.tx)
  if (recipient === undefined) return
  await queueMail(work, {
    recipient,
    subject: 'An organisation will have no administrator in Provider Portal',
    body: `See which one, and whom to make its administrator: ${origin}/council/contact-requests`,
  })
}
