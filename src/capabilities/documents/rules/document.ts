import type { LocalDate } from '../../../core/dates.ts'

export const DOCUMENT_TYPES = ['care-plan', 'care-and-support-plan', 'review', 'other'] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]
export const TYPE_NAMES: Readonly<Record<DocumentType, string>> = {
  'care-plan': 'Care plan',
  'care-and-support-plan': 'Care and support plan',
  review: 'Review',
  other: 'Other document',
}
export type Side = 'provider' | 'council'

/**
 * What was filed so many days before somebody came, or later, is new to them until they open it, however long that takes; a
 * newcomer is not met by years of it.
 */
export const NEW_DAYS = 30
/** Working days after which the provider is reminded of what nobody there has opened. */
export const NUDGE_DAYS = 3
export const LONGEST_TITLE = 200
export const LONGEST_NOTE = 2_000

/** What is asked beside the file; an answer not given is empty, a day that is none undefined. */
export type Filing = {
  readonly type: string
  readonly title: string
  readonly datedOn: LocalDate | undefined
  readonly note: string
}
export type FilingFault =
  'type-missing' | 'title-missing' | 'title-too-long' | 'date-missing' | 'date-ahead' | 'note-too-long'

export function faultsOfNew(filing: Filing, today: LocalDate): readonly FilingFault[] {
  const title = filing.title.trim()
  return [
    ...only(filing.type === '', 'type-missing'),
    ...only(title === '', 'title-missing'),
    ...only(title.length > LONGEST_TITLE, 'title-too-long'),
    ...faultsOfVersion(filing, today),
  ]
}

/** A plan may begin later, but it cannot have been written later than today. */
export function faultsOfVersion(
  { datedOn, note }: Pick<Filing, 'datedOn' | 'note'>,
  today: LocalDate,
): readonly FilingFault[] {
  return [
    ...only(datedOn === undefined, 'date-missing'),
    ...only(datedOn !== undefined && datedOn > today, 'date-ahead'),
    ...only(note.length > LONGEST_NOTE, 'note-too-long'),
  ]
}

function only(wrong: boolean, fault: FilingFault): readonly FilingFault[] {
  return wrong ? [fault] : []
}
