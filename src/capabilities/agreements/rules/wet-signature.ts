import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { checkCode } from './check-code.ts'
import type { AgreementStatus } from './response.ts'

/** In the order in which they sign. The provider signs in the portal, by agreeing. */
export const PARTIES = ['provider', 'council', 'person'] as const
export type Party = (typeof PARTIES)[number]
export type PaperParty = Exclude<Party, 'provider'>
export type Capacity = 'council' | 'person' | 'representative'

export type Signing = {
  readonly status: AgreementStatus
  readonly revision: number
  /** Of every revision that was published, with the fingerprint that its paper bears. */
  readonly revisions: readonly { readonly revision: number; readonly hash: string }[]
  readonly filed: readonly PaperParty[]
}

/** Whose signature is wanted next; undefined when all have signed, or nobody may any more. */
export function nextParty({ status, filed }: Pick<Signing, 'status' | 'filed'>): Party | undefined {
  if (status === 'published') return 'provider'
  if (status !== 'agreed') return undefined
  return (['council', 'person'] as const).find((party) => !filed.includes(party))
}

export type PaperRefusal =
  | { readonly code: 'not-agreed' }
  | { readonly code: 'not-their-turn'; readonly next: Party | undefined }
  | { readonly code: 'unknown-code' }
  | { readonly code: 'other-revision'; readonly revision: number }

type Offered = { readonly party: PaperParty; readonly code: string }

/**
 * A scan is filed against the revision that its paper names. The code printed beneath the squares is typed, so that a
 * sheet of another agreement, or of terms that were replaced, is not filed here by a slip.
 */
export function filePaper(signing: Signing, { party, code }: Offered): Outcome<number, PaperRefusal> {
  const typed = code.replaceAll(/[\s-]/g, '').toUpperCase()
  const named = signing.revisions.find(({ hash }) => checkCode(hash).replaceAll(' ', '') === typed)
  if (named === undefined) return refused({ code: 'unknown-code' })
  if (named.revision !== signing.revision) return refused({ code: 'other-revision', revision: named.revision })
  if (signing.status !== 'agreed') return refused({ code: 'not-agreed' })
  const next = nextParty(signing)
  return next === party ? done(signing.revision) : refused({ code: 'not-their-turn', next })
}

export type PaperTyped = {
  readonly capacity: Capacity | ''
  readonly relationship: string
  readonly signerName: string
  readonly signedOn: LocalDate | undefined
}
export type PaperFault =
  'capacity-missing' | 'relationship-missing' | 'name-missing' | 'date-missing' | 'date-ahead' | 'too-long'

const LONGEST = 200

export function faultsOfPaper(typed: PaperTyped, today: LocalDate): readonly PaperFault[] {
  const { capacity, relationship, signerName, signedOn } = typed
  return [
    ...only(capacity === '', 'capacity-missing'),
    ...only(capacity === 'representative' && relationship.trim() === '', 'relationship-missing'),
    ...only(signerName.trim() === '', 'name-missing'),
    ...only(signerName.length > LONGEST || relationship.length > LONGEST, 'too-long'),
    ...only(signedOn === undefined, 'date-missing'),
    ...only(signedOn !== undefined && signedOn > today, 'date-ahead'),
  ]
}

function only(wrong: boolean, fault: PaperFault): readonly PaperFault[] {
  return wrong ? [fault] : []
}
