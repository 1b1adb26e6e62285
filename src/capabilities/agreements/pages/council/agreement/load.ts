import type { LocalDate } from '../../../../../core/dates.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import { prepareOffer, type Prepared } from '../../../commands/offer.ts'
import { loadAgreement, type AgreementView } from '../../shared/load.ts'

/** With the text that would be published now, where something can be. */
export type StaffView = AgreementView & { readonly next: Prepared | undefined }

export async function loadForStaff(tx: Tx, id: string, today: LocalDate): Promise<StaffView> {
  const shown = await loadAgreement(tx, { providerId: undefined }, id)
  const { agreement, current, packages, about } = shown
  const { reference, revision, status } = agreement
  if (status !== 'draft' && status !== 'rejected' && status !== 'published') return { ...shown, next: undefined }
  const heading =
    status === 'draft'
      ? { reference, revision, cause: current.cause }
      : { reference, revision: revision + 1, cause: 'correction' as const }
  const packageIds = packages.map((care) => care.id)
  return { ...shown, next: await prepareOffer(tx, heading, { packageIds, about, today }) }
}
