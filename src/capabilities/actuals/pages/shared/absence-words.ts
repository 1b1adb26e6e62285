import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { AbsenceRefusal } from '../../rules/absence.ts'

/** Why an absence is not taken, and at which box of its form. */
export const absenceWords = {
  'note-missing': { field: 'note', text: 'Enter what happened' },
  'note-long': { field: 'note', text: 'What happened must be 500 characters or fewer' },
  'in-the-future': {
    field: 'first-day',
    text: 'The first day must be today or before: ask the council about one to come',
  },
  'too-long-ago': {
    field: 'first-day',
    text: 'The first day must be in the last 26 weeks. Record older weeks one by one',
  },
  'days-reversed': { field: 'last-day', text: 'The last day must not be before the first' },
  'away-already': { field: 'reference', text: 'An absence of this person on these days is recorded already' },
  'not-recorded-here': { field: 'reference', text: 'Weeks of this package are not recorded here' },
  'not-open': { field: 'main-content', text: 'This absence was undone' },
  changed: {
    field: 'main-content',
    text: 'Somebody changed this absence since you opened the page. It is shown as it is now',
  },
  'reason-unknown': { field: 'reason', text: 'Select a reason from the list' },
} satisfies Record<AbsenceRefusal['code'], FieldError>
