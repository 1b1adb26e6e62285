import type { RemoveRefusal } from '../../../../../platform/pdf/remove-pages.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { RedactRefusal } from '../../../commands/redact-document.ts'
import type { RedactionFault } from '../../../rules/redaction.ts'

export const faultWords: Readonly<Record<RedactionFault, FieldError>> = {
  'way-missing': { field: 'way', text: 'Select how it is redacted' },
  'pages-missing': { field: 'pages', text: 'Enter the pages to take away, such as 2, 4-6' },
  'not-a-pdf': { field: 'way', text: 'Pages can be taken away from a PDF only. Make the copy yourself and file it' },
  'reason-missing': { field: 'reason', text: 'Enter what is taken away, and why' },
  'reason-too-long': { field: 'reason', text: 'What is taken away, and why, must be 500 characters or fewer' },
}

export const removeWords: Readonly<Record<RemoveRefusal['code'], FieldError>> = {
  'no-such-page': { field: 'pages', text: 'The file has fewer pages. Enter pages that are in it' },
  'nothing-left': { field: 'pages', text: 'No page would be left. Enter fewer pages' },
  unreadable: {
    field: 'way',
    text: 'Pages of this file cannot be taken away here. Make the copy with another tool and file it',
  },
  'not-here': {
    field: 'way',
    text: 'Pages cannot be taken away on this installation. Make the copy with another tool and file it',
  },
}

export const refusalWords: Readonly<Record<RedactRefusal['code'], FieldError>> = {
  withdrawn: { field: 'way', text: 'The document was withdrawn in the meantime. No copy was made' },
  'newer-version': {
    field: 'way',
    text: 'Somebody filed a newer version in the meantime. Read it, then make a copy of that',
  },
  'same-file': { field: 'file', text: 'This is the document itself: nothing was taken away. Choose the redacted copy' },
}
