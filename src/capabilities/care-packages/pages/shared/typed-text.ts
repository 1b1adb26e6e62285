import type { FieldError } from '../../../../platform/web/forms.tsx'

const LONGEST = 2_000

/** Words that somebody must say, and not too many of them. */
export function faultOfText(field: string, text: string, missing: string): readonly FieldError[] {
  if (text === '') return [{ field, text: missing }]
  return text.length > LONGEST ? [{ field, text: 'This must be 2,000 characters or fewer' }] : []
}
