import { tellFollowersOfMany } from '../../../platform/notifications/follow.ts'
import type { Work } from '../../../platform/work.ts'
import { listPackageIds, type Agreement } from '../store/agreement.ts'

const DONE = {
  published: 'was published',
  agreed: 'is agreed',
  rejected: 'was rejected',
  withdrawn: 'was withdrawn',
} as const

export async function tellOfAgreement(work: Work, agreement: Agreement, what: keyof typeof DONE): Promise<void> {
  const { id, providerId } = agreement
  const lines = await listPackageIds(work.tx, { providerId }, [id])
  const packageIds = [...new Set(lines.map(({ packageId }) => packageId))]
  await tellOfAgreements(work, [{ ...agreement, packageIds }], what)
}

type About = Pick<Agreement, 'id' | 'personId' | 'providerId' | 'serviceId' | 'contractId'> & {
  readonly packageIds: readonly string[]
}

/** Whoever follows the person or one of the packages hears what became of an agreement about them, and not of whom. */
export function tellOfAgreements(work: Work, about: readonly About[], what: keyof typeof DONE): Promise<void> {
  const happened = about.map(({ id, personId, providerId, serviceId, contractId, packageIds }) => ({
    to: [
      { kind: 'person' as const, id: personId },
      ...packageIds.map((packageId) => ({ kind: 'package' as const, id: packageId })),
    ],
    place: { providerId, serviceId, contractId },
    text: `An agreement about care that you follow ${DONE[what]}.`,
    where: `/agreements/${id}`,
    key: `agreement:${id}:${what}:${work.now.toISOString()}`,
  }))
  return tellFollowersOfMany(work, happened)
}
