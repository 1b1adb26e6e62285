import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { FormUploads } from '../../../../platform/web/uploads.ts'
import { DOCUMENT_TYPES, LONGEST_NOTE, LONGEST_TITLE, type FilingFault } from '../../rules/document.ts'

const text = z.string().max(50_000).default('')
export const VersionForm = z.object({
  'dated-day': text,
  'dated-month': text,
  'dated-year': text,
  note: text,
  shownVersion: z.coerce.number().int().positive().default(1),
})
export const FilingForm = VersionForm.extend({
  type: z.enum(['', ...DOCUMENT_TYPES]).default(''),
  title: text,
  place: z.union([z.literal(''), z.string().regex(/^[0-9a-f-]{36}_[0-9a-f-]{36}$/)]).default(''),
})
export type VersionSent = z.infer<typeof VersionForm>
export type FilingSent = z.infer<typeof FilingForm>

export function dayOf(sent: VersionSent): LocalDate | undefined {
  return parsedDay(sent['dated-day'], sent['dated-month'], sent['dated-year'])
}

/** As three boxes have it; a day that is none is undefined. */
export function parsedDay(day: string, month: string, year: string): LocalDate | undefined {
  return parseLocalDate(`${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`)
}

/** As the form shows them again. */
export function typedIn(sent: VersionSent | FilingSent): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)]))
}

const words: Readonly<Record<FilingFault, FieldError>> = {
  'type-missing': { field: 'type', text: 'Select what kind of document it is' },
  'title-missing': { field: 'title', text: 'Enter a title' },
  'title-too-long': { field: 'title', text: `The title must be ${String(LONGEST_TITLE)} characters or fewer` },
  'date-missing': { field: 'dated-day', text: 'Enter the date of the document, such as 27 3 2026' },
  'date-ahead': { field: 'dated-day', text: 'The date of the document must be today or in the past' },
  'note-too-long': {
    field: 'note',
    text: `What changed must be ${LONGEST_NOTE.toLocaleString('en-GB')} characters or fewer`,
  },
}

/** In the order of the form. A good file beside another fault must be chosen again: a browser gives none back. */
export function errorsOf(faults: readonly FilingFault[], { files, faults: fileFaults }: FormUploads): FieldError[] {
  const typed = faults.map((fault) => words[fault])
  if (fileFaults.length > 0) return [...typed, ...fileFaults]
  if (files.length === 0) return [...typed, { field: 'file', text: 'Select a file' }]
  return typed.length === 0 ? [] : [...typed, chooseAgain]
}

export const chooseAgain: FieldError = { field: 'file', text: 'Choose your file again' }
