import { isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { firstPrice, type OfferLine } from './content.ts'
import type { AgreementStatus } from './response.ts'

/** What staff must mend before publishing, or should know. */
export type Finding = {
  readonly code:
    'no-price' | 'contract-ended' | 'provider-ended' | 'care-ended' | 'start-in-past' | 'overlap' | 'no-signatory'
  readonly stops: boolean
  readonly packageReference: string
  /** The reference of the other package, where there is one. */
  readonly other?: string | undefined
}

export type Checked = {
  readonly line: OfferLine
  readonly contractEndsOn: LocalDate | null
  readonly providerEnded: boolean
  readonly careEnded: boolean
  readonly overlapping: readonly string[]
  /** Whether anybody at the provider may sign for this care. */
  readonly hasSignatory: boolean
}

export function findingsOf(line: Checked, today: LocalDate): readonly Finding[] {
  const { packageReference, startsOn } = line.line
  const found = (code: Finding['code'], stops: boolean, is: boolean): readonly Finding[] =>
    is ? [{ code, stops, packageReference }] : []
  return [
    ...found('no-price', true, firstPrice(line.line) === undefined),
    ...found('contract-ended', true, line.contractEndsOn !== null && isBefore(line.contractEndsOn, startsOn)),
    ...found('provider-ended', true, line.providerEnded),
    ...found('care-ended', true, line.careEnded),
    ...found('no-signatory', false, !line.hasSignatory),
    ...found('start-in-past', false, isBefore(startsOn, today)),
    ...line.overlapping.map((other) => ({ code: 'overlap', stops: false, packageReference, other }) as const),
  ]
}

export type PublishingRefusal =
  | { readonly code: 'not-a-draft' | 'not-correctable' | 'not-withdrawable'; readonly status: AgreementStatus }
  | { readonly code: 'changed' }
  | { readonly code: 'stopped'; readonly findings: readonly Finding[] }

export function mayPublish(
  status: AgreementStatus,
  findings: readonly Finding[],
  shown: { readonly hash: string; readonly current: string },
): Outcome<null, PublishingRefusal> {
  if (status !== 'draft') return refused({ code: 'not-a-draft', status })
  return mayOffer(findings, shown)
}

/** A rejected agreement is corrected; one that still waits for its answer may be, before anyone signs a mistake. */
export function mayCorrect(
  status: AgreementStatus,
  findings: readonly Finding[],
  shown: { readonly hash: string; readonly current: string },
): Outcome<null, PublishingRefusal> {
  if (status !== 'rejected' && status !== 'published') return refused({ code: 'not-correctable', status })
  return mayOffer(findings, shown)
}

function mayOffer(
  findings: readonly Finding[],
  shown: { readonly hash: string; readonly current: string },
): Outcome<null, PublishingRefusal> {
  const stops = findings.filter((finding) => finding.stops)
  if (stops.length > 0) return refused({ code: 'stopped', findings: stops })
  return shown.hash === shown.current ? done(null) : refused({ code: 'changed' })
}

export function mayWithdraw(status: AgreementStatus): Outcome<null, PublishingRefusal> {
  if (status === 'draft' || status === 'published' || status === 'rejected') return done(null)
  return refused({ code: 'not-withdrawable', status })
}

type About = { readonly packageIds: readonly string[] }

/** The first about each package. Published in one go, two about the same care would both stand; one after the other, the later does. */
export function apart<T extends About>(drafts: readonly T[]): readonly T[] {
  const taken = new Set<string>()
  return drafts.filter(({ packageIds }) => {
    if (packageIds.some((id) => taken.has(id))) return false
    for (const id of packageIds) taken.add(id)
    return true
  })
}
