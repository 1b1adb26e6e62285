import { tellFollowers } from '../../../platform/notifications/follow.ts'
import type { Work } from '../../../platform/work.ts'

type Named = { readonly id: string }
type Care = Named & { readonly [part in 'person' | 'provider' | 'service' | 'contract']: Named }

/** Whoever follows the package or the person hears that something happened to the care, and not to whom. */
export async function tellOfCare(work: Work, care: Care, text: string): Promise<void> {
  await tellFollowers(work, {
    to: [
      { kind: 'package', id: care.id },
      { kind: 'person', id: care.person.id },
    ],
    place: { providerId: care.provider.id, serviceId: care.service.id, contractId: care.contract.id },
    text,
    where: `/packages/${care.id}`,
    key: `package:${care.id}:${work.now.toISOString()}`,
  })
}
