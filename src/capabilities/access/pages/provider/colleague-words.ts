import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { ColleagueRefusal } from '../../commands/colleague.ts'

export const colleagueWords: Readonly<Record<ColleagueRefusal['code'], FieldError>> = {
  'ended-already': { field: 'grants', text: 'This access has ended already: somebody may have ended it just now' },
  'day-passed': {
    field: 'lastDay-day',
    text: 'The last day must be today or later. To end the access at once, select Now',
  },
  'nobody-chosen': { field: 'by', text: 'Select who covers' },
  'nothing-chosen': { field: 'grants', text: 'Select what the person who covers may do' },
  'not-yours': {
    field: 'grants',
    text: 'You can lend only what you hold yourself. Ask the council for a change of permissions instead',
  },
  'days-wrong': { field: 'firstDay-day', text: 'The first day must be today or later, and not after the last day' },
  'too-long': {
    field: 'lastDay-day',
    text: 'Cover lasts 92 days at most. For longer, ask for a change of permissions',
  },
  'not-held-then': {
    field: 'lastDay-day',
    text: 'The person who is away does not hold this on all of these days: see until when they may do it',
  },
  'covers-themselves': { field: 'by', text: 'Select somebody else: nobody covers for themselves' },
  'no-cover': { field: 'grants', text: 'This cover has ended already' },
}
