import { tellFollowers } from '../../../platform/notifications/follow.ts'
import type { Work } from '../../../platform/work.ts'
import type { Agreement } from '../store/agreement.ts'
import { listPackageIds } from '../store/agreement.ts'

const DONE = {
  published: 'was published',
  agreed: 'is agreed',
  rejected: 'was rejected',
  withdrawn: 'was withdrawn',
} as const

/** Whoever follows the person or one of the packages hears what became of an agreement about them, and not of whom. */
export async function tellOfAgreement(work: Work, agreement: Agreement, what: keyof typeof DONE): Promise<void> {
  const { id, personId, providerId, serviceId, contractId } = agreement
  const lines = await listPackageIds(work.tx, { providerId }, [id])
  const packages = [...new Set(lines.map(({ packageId }) => packageId))].map((one) => ({
    kind: 'package' as const,
    id: one,
  }))
  await tellFollowers(work, {
    to: [{ kind: 'person', id: personId }, ...packages],
    place: { providerId, serviceId, contractId },
    text: `An agreement about care that you follow ${DONE[what]}.`,
    where: `/agreements/${id}`,
    key: `agreement:${id}:${what}:${work.now.toISOString()}`,
  })
}
