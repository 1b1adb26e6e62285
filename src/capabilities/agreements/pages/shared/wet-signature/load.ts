import type { LocalDate } from '../../../../../core/dates.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import { readContent, type Offer } from '../../../rules/content.ts'
import { nextParty, type PaperRules, type Party } from '../../../rules/wet-signature.ts'
import { NotFound } from '../../../../../core/errors.ts'
import {
  getAgreement,
  listResponses,
  listRevisions,
  type Agreement,
  type Reach,
  type Response,
  type Revision,
} from '../../../store/agreement.ts'
import { listSignatories, type Signatory } from '../../../store/signing.ts'
import { getPaperRules } from '../../../store/settings.ts'
import { listPaperSignatures, type PaperSignature } from '../../../store/wet-signature.ts'

/** Who has signed what stands, who is next, and everything that was ever filed. */
export type PaperView = {
  readonly agreement: Agreement
  readonly current: Revision
  readonly offer: Offer
  readonly agreed: Response | undefined
  readonly signatures: readonly PaperSignature[]
  readonly next: Party | undefined
  readonly rules: PaperRules
  /** Who may sign for the provider, to compare a name on a sheet with. */
  readonly signatories: readonly Signatory[]
}

export async function loadPaperView(tx: Tx, reach: Reach, id: string, today: LocalDate): Promise<PaperView> {
  const [agreement, revisions, responses, signatures, rules] = await Promise.all([
    getAgreement(tx, reach, id),
    listRevisions(tx, reach, id),
    listResponses(tx, reach, id),
    listPaperSignatures(tx, reach, id),
    getPaperRules(tx, today),
  ])
  const current = revisions.find(({ revision }) => revision === agreement.revision)
  if (current === undefined || current.publishedAt === null) throw new NotFound('revision')
  const standing = standingOf({ agreement, signatures })
  const signatories = await listSignatories(tx, agreement, today)
  return {
    agreement,
    current,
    offer: readContent(current.content),
    agreed: responses.find((one) => one.revision === agreement.revision && one.kind === 'agreed'),
    signatures,
    next: nextParty({ ...rules, status: agreement.status, filed: standing.map(({ party }) => party) }),
    rules,
    signatories,
  }
}

/** The sheet that the provider has signed and filed, and that the council has not looked at yet. */
export function sheetToConfirm(shown: Pick<PaperView, 'agreement' | 'signatures'>): PaperSignature | undefined {
  if (shown.agreement.status !== 'published') return undefined
  return standingOf(shown).find(({ party }) => party === 'provider')
}

/** The scans that count: of the revision that stands, and not struck out. */
export function standingOf({
  agreement,
  signatures,
}: Pick<PaperView, 'agreement' | 'signatures'>): readonly PaperSignature[] {
  return signatures.filter((one) => one.revision === agreement.revision && one.struckAt === null)
}
