import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { checkCode } from './check-code.ts'
import type { AgreementStatus } from './response.ts'

export const PARTIES = ['provider', 'council', 'person'] as const
export type Party = (typeof PARTIES)[number]
export type Capacity = 'provider' | 'council' | 'person' | 'representative'

/** What a council says of signing on paper. */
export type PaperRules = {
  /** All three, in the order in which they sign. Agreeing in the portal waits for no paper. */
  readonly order: readonly Party[]
  /** Whether a provider may sign on paper what it could agree in the portal. The council confirms such a signature. */
  readonly providerByScan: boolean
}
export const USUAL_PAPER_RULES: PaperRules = { order: PARTIES, providerByScan: false }

/** Every order there is, for choosing one. */
export const ORDERS: readonly (readonly Party[])[] = [
  PARTIES,
  ['provider', 'person', 'council'],
  ['person', 'provider', 'council'],
  ['person', 'council', 'provider'],
  ['council', 'provider', 'person'],
  ['council', 'person', 'provider'],
]

export type Signing = PaperRules & {
  readonly status: AgreementStatus
  readonly revision: number
  /** Of every revision that was published, with the fingerprint that its paper bears. */
  readonly revisions: readonly { readonly revision: number; readonly hash: string }[]
  /** When the revision that stands was published: its sheet is not older. */
  readonly publishedOn: LocalDate | undefined
  readonly filed: readonly Party[]
}

/** Whose signature is wanted next; undefined when all have signed, or nobody may any more. */
export function nextParty({ status, filed, order }: Pick<Signing, 'status' | 'filed' | 'order'>): Party | undefined {
  if (!mayBeSigned(status)) return undefined
  return order.find((party) => !filed.includes(party) && !(party === 'provider' && status === 'agreed'))
}

/** What was rejected, replaced or withdrawn binds nobody: there is no sheet of it to sign. */
export function mayBeSigned(status: AgreementStatus): boolean {
  return status === 'published' || status === 'agreed'
}

export type PaperRefusal =
  | { readonly code: 'not-agreed' | 'not-open' | 'own-offer' }
  | { readonly code: 'not-their-turn'; readonly next: Party | undefined }
  | { readonly code: 'signed-too-early'; readonly publishedOn: LocalDate }
  | { readonly code: 'code-missing' | 'unknown-code' | 'other-agreement' }
  | { readonly code: 'other-revision'; readonly revision: number }

type Offered = {
  readonly party: Party
  /** As it was typed; it may be left out where the squares of the scan can be read. */
  readonly code: string
  /** The fingerprint that the squares name; undefined where none can be read. */
  readonly squares: string | undefined
  readonly signedOn: LocalDate
}

/**
 * A scan is filed against the revision that its paper names, by its squares or by the code beneath them, so that a sheet
 * of another agreement, or of terms that were replaced, is not filed here by a slip. Nobody signs what is not there yet.
 */
export function filePaper(signing: Signing, { party, signedOn, ...sheet }: Offered): Outcome<number, PaperRefusal> {
  const named = revisionOn(signing.revisions, sheet)
  if (!named.ok) return named
  if (named.value !== signing.revision) return refused({ code: 'other-revision', revision: named.value })
  if (!mayBeSigned(signing.status)) return refused({ code: 'not-open' })
  const next = nextParty(signing)
  if (next === 'provider' && !(party === 'provider' && signing.providerByScan)) return refused({ code: 'not-agreed' })
  if (next !== party) return refused({ code: 'not-their-turn', next })
  const { revision, publishedOn } = signing
  if (publishedOn !== undefined && signedOn < publishedOn) return refused({ code: 'signed-too-early', publishedOn })
  return done(revision)
}

function revisionOn(
  revisions: Signing['revisions'],
  { code, squares }: Pick<Offered, 'code' | 'squares'>,
): Outcome<number, PaperRefusal> {
  const bySquares = revisions.find(({ hash }) => hash === squares)
  if (squares !== undefined && bySquares === undefined) return refused({ code: 'other-agreement' })
  const typed = code.replaceAll(/[\s-]/g, '').toUpperCase()
  const byCode = revisions.find(({ hash }) => checkCode(hash).replaceAll(' ', '') === typed)
  if (typed !== '' && byCode === undefined) return refused({ code: 'unknown-code' })
  const named = bySquares ?? byCode
  return named === undefined ? refused({ code: 'code-missing' }) : done(named.revision)
}

export type ConfirmRefusal = { readonly code: 'no-scan' | 'already-answered' | 'paused' | 'own-offer' }

type Confirming = {
  readonly status: AgreementStatus
  /** Who filed the provider's scan; undefined when none stands. */
  readonly filedBy: string | undefined
  readonly publishedBy: string | null
  readonly paused: boolean
}

/** A provider's signature on paper counts once the council has looked at it: then it is as if it had been agreed here. */
export function mayConfirm({ status, filedBy, publishedBy, paused }: Confirming): Outcome<null, ConfirmRefusal> {
  if (paused) return refused({ code: 'paused' })
  if (status !== 'published') return refused({ code: 'already-answered' })
  if (filedBy === undefined) return refused({ code: 'no-scan' })
  return filedBy === publishedBy ? refused({ code: 'own-offer' }) : done(null)
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
