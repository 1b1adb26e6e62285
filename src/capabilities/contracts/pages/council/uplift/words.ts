import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { ApproveRefusal, SubmitRefusal, UndoRefusal } from '../../../rules/uplift.ts'

const changed = { field: 'main-content', text: 'It changed while you had it open. It is shown as it is now' }
const notDraft = { field: 'main-content', text: 'It was sent on in the meantime, so it can no longer change' }

export const ruleWords = {
  'not-a-draft': notDraft,
  'no-such-contract': { field: 'contractNumber', text: 'No contract has this number' },
  'too-many': { field: 'main-content', text: 'An uplift can have up to 50 rules' },
} satisfies Record<string, FieldError>

export const submitWords = {
  'not-a-draft': notDraft,
  'changed-since': changed,
  'not-simulated': { field: 'main-content', text: 'Simulate it first: its rules changed since it was last simulated' },
  'nothing-changes': { field: 'main-content', text: 'No price would change, so there is nothing to send on' },
  'mostly-outliers': {
    field: 'main-content',
    text: 'Most prices move further than your limit. Check the rules: a 40 may stand where a 4 was meant',
  },
  'outliers-not-seen': {
    field: 'outliersSeen',
    text: 'Enter how many prices move further than the limit, after you have looked at each',
  },
  'outliers-reason-missing': { field: 'outliersReason', text: 'Enter why these prices are right' },
  'outliers-reason-too-long': { field: 'outliersReason', text: 'Why must be 2,000 characters or fewer' },
} satisfies Record<SubmitRefusal['code'] | 'outliers-reason-too-long', FieldError>

export const decideWords = {
  'not-waiting': { field: 'main-content', text: 'Somebody decided about it in the meantime' },
  'changed-since': changed,
  'same-person': { field: 'main-content', text: 'You made or sent this uplift, so somebody else has to approve it' },
  'reason-missing': { field: 'note', text: 'Enter why you refuse it' },
  'prices-moved': {
    field: 'main-content',
    text: 'A price changed since it was simulated. Refuse it, so that it can be simulated again',
  },
} satisfies Record<ApproveRefusal['code'], FieldError>

export const undoWords = {
  'not-applied': { field: 'main-content', text: 'It is not applied, so there is nothing to undo' },
  'changed-since': changed,
  'already-paid': {
    field: 'main-content',
    text: 'A payment was made with one of its prices. Change the prices one by one: what was paid gets a further line',
  },
  'prices-moved': {
    field: 'main-content',
    text: 'One of its prices was changed again since, so it cannot be undone as a whole',
  },
  'reason-missing': { field: 'undoReason', text: 'Enter why you undo it' },
  'reason-too-long': { field: 'undoReason', text: 'Why must be 2,000 characters or fewer' },
} satisfies Record<UndoRefusal['code'] | 'reason-too-long', FieldError>
