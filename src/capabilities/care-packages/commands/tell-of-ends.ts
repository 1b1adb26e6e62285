import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import type { EndedCare } from '../store/life-events.ts'
import { tellOfCare } from './tell-followers.ts'

/** Every provider whose care ended hears of it, also when somebody else told the event, and so do those who follow it. */
export async function tellOfEnds(work: Work, ended: readonly EndedCare[]): Promise<void> {
  for (const [providerId, theirs] of Map.groupBy(ended, (one) => one.providerId)) {
    const [first] = theirs
    if (first === undefined) continue
    const alone = theirs.length === 1
    await notify(work, {
      event: 'package.ended',
      to: { kind: 'care', providerId, places: theirs.map(({ serviceId, contractId }) => ({ serviceId, contractId })) },
      text: alone
        ? 'The council has ended a care package.'
        : `The council has ended ${String(theirs.length)} care packages.`,
      href: alone ? `/provider/packages/${first.id}` : `/provider/service-users/${first.personId}`,
      key: `package-ended:${first.id}:${work.now.toISOString()}`,
    })
  }
  for (const { id, personId, providerId, serviceId, contractId } of ended)
    await tellOfCare(
      work,
      {
        id,
        person: { id: personId },
        provider: { id: providerId },
        service: { id: serviceId },
        contract: { id: contractId },
      },
      'A care package that you follow, or of a person that you follow, was ended.',
    )
}
