import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { PlaceRefusal } from '../../../commands/place-on-person.ts'
import type { CloseRefusal, HandOverRefusal, ReplyRefusal, TextRefusal } from '../../../rules/acts.ts'
import { textWords } from '../../shared/words.ts'

const tooLong = textWords['too-long']
/** Nothing more can be sent, but what was typed must not be lost: the page offers it as an internal note. */
const closedMeanwhile: FieldError = {
  field: 'internalNote',
  text: 'Somebody closed this conversation while you were writing. What you typed is below: save it as a note, or copy it',
}

export const replyWords: Readonly<Record<ReplyRefusal['code'], FieldError>> = {
  'nothing-written': { field: 'text', text: 'Enter your reply' },
  'too-long': { field: 'text', text: tooLong },
  closed: closedMeanwhile,
}

export const closeWords: Readonly<Record<CloseRefusal['code'], FieldError>> = {
  'nothing-written': { field: 'explanation', text: 'Enter an explanation: the provider must know why' },
  'too-long': { field: 'explanation', text: tooLong },
  'outcome-missing': { field: 'outcome', text: 'Select an outcome' },
  'already-closed': closedMeanwhile,
  'new-message': {
    field: 'explanation',
    text: 'A new message came while you were writing. Read it below the others, then close the conversation',
  },
}

export const handOverWords: Readonly<Record<HandOverRefusal['code'], FieldError>> = {
  'nothing-written': { field: 'note', text: 'Enter a note that tells the team what it is about' },
  'too-long': { field: 'note', text: tooLong },
  'team-missing': { field: 'team', text: 'Select a team' },
  'same-team': { field: 'team', text: 'Select another team: this one has the conversation' },
  moved: { field: 'team', text: 'Somebody has handed this conversation over already. See which team has it now' },
  closed: closedMeanwhile,
}

export const placeWords: Readonly<Record<PlaceRefusal['code'], FieldError>> = {
  'reference-missing': { field: 'person-reference', text: 'Enter the reference of the person' },
  'nobody-there': { field: 'person-reference', text: 'Nobody in the care of this provider has this reference' },
  'placed-already': { field: 'person-reference', text: 'The conversation is about this person already' },
}

export const noteWords: Readonly<Record<TextRefusal['code'], FieldError>> = {
  'nothing-written': { field: 'internalNote', text: 'Enter a note' },
  'too-long': { field: 'internalNote', text: tooLong },
}
