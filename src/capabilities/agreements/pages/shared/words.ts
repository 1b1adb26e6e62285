import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { DraftingRefusal } from '../../rules/drafting.ts'
import type { Finding, PublishingRefusal } from '../../rules/publishing.ts'
import type { AgreementStatus } from '../../rules/response.ts'

/** An agreement as it is shown: published, with the provider’s signed sheet filed, is a state of its own. */
export type ShownState = AgreementStatus | 'to-confirm'

export function shownState({ status, hasSheet }: { status: AgreementStatus; hasSheet: boolean }): ShownState {
  return hasSheet ? 'to-confirm' : status
}

export const STATUS_WORDS = {
  draft: { text: 'Draft', colour: 'grey' },
  published: { text: 'Needs a decision', colour: 'yellow' },
  'to-confirm': { text: 'Sheet to be confirmed', colour: 'blue' },
  agreed: { text: 'Agreed', colour: 'green' },
  rejected: { text: 'Rejected', colour: 'red' },
  superseded: { text: 'Superseded', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
} as const satisfies Record<ShownState, { text: string; colour: TagColour }>

export const FINDING_WORDS = {
  'no-price': 'The price book has no price for the first day of this care',
  'contract-ended': 'The contract ends before this care starts',
  'provider-ended': 'The council no longer works with this provider',
  'care-ended': 'This care has ended or was cancelled',
  'start-in-past': 'Care starts in the past, so the provider may already be giving it without an agreement',
  'no-signatory': 'Nobody at the provider has the authority to sign for this care, so nobody can agree it',
  overlap: 'The same person has other care of this level in the same days',
} as const satisfies Record<Finding['code'], string>

// A new refusal does not compile until somebody has found words for it.
export const publishingWords = {
  'not-a-draft': 'This agreement was published or withdrawn in the meantime',
  'not-correctable': 'Only an agreement that a provider has rejected, or still has to answer, can be corrected',
  'not-withdrawable': 'An agreement that is agreed, superseded or withdrawn cannot be withdrawn',
  changed: 'The care package or its price changed since you opened this page. Check the new text, then publish',
  stopped: 'Put right what is listed under the checks, then publish',
} as const satisfies Record<PublishingRefusal['code'], string>

/** Why no agreement was drafted. */
export const draftWording = {
  'already-drafted': 'There is already a draft for this package',
  'not-commissioned': 'Only an authorised or active package can have a new agreement',
  'not-together': 'One agreement is for one person, at one service, under one contract',
} as const satisfies Record<DraftingRefusal['code'], string>
