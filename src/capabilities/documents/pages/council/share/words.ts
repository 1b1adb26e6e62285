import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { ShareRefusal } from '../../../commands/share-document.ts'
import type { ShareFault } from '../../../rules/share.ts'

export const faultWords: Readonly<Record<ShareFault, FieldError>> = {
  'receiver-missing': { field: 'receiver', text: 'Select with whom it is shared' },
  'team-missing': { field: 'team', text: 'Select a team' },
  'organisation-missing': { field: 'organisation', text: 'Enter the name or number of the organisation' },
  'until-missing': { field: 'until-day', text: 'Enter the last day on which it can be opened, such as 27 3 2026' },
  'until-past': { field: 'until-day', text: 'The last day must be today or in the future' },
  'until-far': {
    field: 'until-day',
    text: 'The last day must be within a year. Share it again if it is needed longer',
  },
  'reason-missing': { field: 'reason', text: 'Enter why it is shared' },
  'reason-too-long': { field: 'reason', text: 'The reason must be 500 characters or fewer' },
  'not-a-pdf': { field: 'marked', text: 'Only a PDF can name its reader on each page' },
}

export const refusalWords: Readonly<Record<ShareRefusal['code'], FieldError>> = {
  withdrawn: { field: 'receiver', text: 'The document was withdrawn in the meantime' },
  'newer-version': {
    field: 'receiver',
    text: 'Somebody filed a newer version while you were writing. Read it, then share it',
  },
  'unknown-organisation': {
    field: 'organisation',
    text: 'No organisation that the council works with has this name or number',
  },
  'own-organisation': {
    field: 'organisation',
    text: 'This organisation has the document already: it is filed with it',
  },
  'not-a-pdf': { field: 'marked', text: 'Only a PDF can name its reader on each page' },
}
