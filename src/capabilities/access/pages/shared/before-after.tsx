import type { Revealed } from '../../store/granting.ts'
import { RevealedList } from './revealed.tsx'

export type Seen = { readonly menu: readonly string[]; readonly revealed: Revealed }

/** What a person sees today, and what they would see: the same words on every page before something is given. */
export function BeforeAfter({ before, after }: { readonly before: Seen; readonly after: Seen }) {
  return (
    <>
      <h2 class="govuk-heading-m">Sees today</h2>
      <RevealedList revealed={before.revealed} menu={before.menu} />
      <h2 class="govuk-heading-m">Would see</h2>
      <RevealedList revealed={after.revealed} menu={after.menu} />
    </>
  )
}
