import type { EventCode } from '../../../platform/notifications/events.ts'
import { notify, type Audience } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import type { Package } from '../rules/package.ts'

type Place = { readonly providerId: string; readonly serviceId: string; readonly contractId: string }

/** Those who may ask the council about care at the place, and so whoever asked, each once. */
export function careStaffOf({ providerId, serviceId, contractId }: Place): Audience {
  return { kind: 'care', providerId, places: [{ serviceId, contractId }] }
}

/** What the council has done to a care package, told to them. */
export async function tellCareStaff(work: Work, care: Package, event: EventCode, text: string): Promise<void> {
  await notify(work, {
    event,
    to: careStaffOf({ providerId: care.provider.id, serviceId: care.service.id, contractId: care.contract.id }),
    text,
    href: `/provider/packages/${care.id}`,
    key: `${event}:${care.id}:${work.now.toISOString()}`,
  })
}
