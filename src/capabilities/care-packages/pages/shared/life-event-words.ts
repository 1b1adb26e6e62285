import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { HappenedFault, LifeEventKind } from '../../rules/life-event.ts'

export const EVENT_WORDS: Readonly<Record<LifeEventKind, string>> = {
  hospital: 'In hospital',
  death: 'Death',
  moved: 'Moved away, or care is no longer wanted',
}

export const HAPPENED_FAULTS: Readonly<Record<HappenedFault, FieldError>> = {
  'in-the-future': { field: 'on-day', text: 'The day of a death must be today or before' },
  'before-care': { field: 'on-day', text: 'The day must not be before this care began' },
  'after-care': {
    field: 'on-day',
    text: 'The day must not be after this care ended. If the end is wrong, write to the council',
  },
  'far-ahead': { field: 'on-day', text: 'The day must be within a year from today. Check the year' },
  'back-far-ahead': {
    field: 'back-day',
    text: 'The day of coming back must be within a year from today. Check the year, or leave it empty',
  },
  'back-before': { field: 'back-day', text: 'The day of coming back must not be before the first day away' },
}
