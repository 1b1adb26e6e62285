import { WarningText } from '../../../../platform/web/govuk/warning-text.tsx'
import { PURPOSES } from '../../rules/fields.ts'
import type { ContactRow } from '../../store/organisation.ts'
import { PURPOSE_WORDS } from './words.ts'

/** A purpose that nobody answers for is a letter that nobody reads. */
export function ContactGaps({ contacts }: { readonly contacts: readonly ContactRow[] }) {
  const missing = PURPOSES.filter((purpose) => !contacts.some((contact) => contact.purpose === purpose))
  if (missing.length === 0) return null
  return (
    <WarningText>
      Nobody is named for {listed(missing.map((purpose) => PURPOSE_WORDS[purpose]))}. Until somebody is, the council
      writes to the organisation’s own address.
    </WarningText>
  )
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}
