import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import type { GlassRefusal } from '../rules/restricted.ts'
import { addNeed, findNeed } from '../store/need-to-know.ts'
import { getRestricted, getServedRestricted, readDetails, type Details, type Reach } from '../store/restricted.ts'

const HOUR_MILLISECONDS = 3_600_000

/** The network address is part of "from where". */
type Looking = { readonly personId: string; readonly from: string }

export type Opened = Details & { readonly reference: string }

/** Each look is an entry of the log, in the transaction that looks. Refused when nobody let this account know. */
export async function openPerson(
  work: Work,
  reach: Reach,
  { personId, from }: Looking,
): Promise<Outcome<Opened, { readonly code: 'not-known' }>> {
  const { reference } = await getWithin(work, reach, personId)
  const need = await findNeed(work.tx, reach, { personId, accountId: work.accountId, now: work.now })
  if (need === undefined) return refused({ code: 'not-known' })
  await work.audit('restricted-person.seen', { type: 'person', id: personId }, { from, because: need.kind })
  const details = await readDetails(work.tx, reach, personId)
  return done({ ...details, reference })
}

type Breaking = Looking & { readonly reason: string; readonly hours: number }

/** For the hours that cannot wait: on one's own word, at once, and the data guardian is told. */
export async function breakGlass(
  work: Work,
  reach: Reach,
  { personId, from, reason, hours }: Breaking,
): Promise<Outcome<true, GlassRefusal>> {
  const { tx, now, accountId, actor } = work
  await getWithin(work, reach, personId)
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  if ((await findNeed(tx, reach, { personId, accountId, now })) !== undefined)
    return refused({ code: 'may-see-already' })
  const untilAt = new Date(now.getTime() + hours * HOUR_MILLISECONDS)
  await addNeed(tx, {
    ...{ personId, accountId, providerId: reach.providerId, name: actor.name, kind: 'broken-glass' },
    ...{ reason: reason.trim(), givenBy: accountId, giverName: actor.name, at: now, untilAt },
  })
  await work.audit('restricted-person.glass-broken', { type: 'person', id: personId }, { from, hours })
  await notify(work, {
    event: 'restricted-person.opened',
    to: { kind: 'staff', roles: ['data-guardian'] },
    text: 'Somebody who is not named opened the details of a restricted person, and says why.',
    href: `/council/restricted-people/${personId}`,
    key: `glass:${personId}:${accountId}:${String(now.getTime())}`,
  })
  return done(true)
}

/** A person outside one's care is as absent as one that never was. */
function getWithin({ tx }: Work, { providerId }: Reach, personId: string): Promise<{ readonly reference: string }> {
  return providerId === undefined ? getRestricted(tx, personId) : getServedRestricted(tx, personId)
}
