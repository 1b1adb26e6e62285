import type { Audience } from '../../../platform/notifications/notify.ts'
import type { Package } from '../rules/package.ts'

type Place = { readonly providerId: string; readonly serviceId: string; readonly contractId: string }

/** Those who may ask the council about care at the place, and so whoever asked, each once. */
export function careStaffOf({ providerId, serviceId, contractId }: Place): Audience {
  return { kind: 'care', providerId, places: [{ serviceId, contractId }] }
}

export function careStaffAt({
  provider,
  service,
  contract,
}: Pick<Package, 'provider' | 'service' | 'contract'>): Audience {
  return careStaffOf({ providerId: provider.id, serviceId: service.id, contractId: contract.id })
}
