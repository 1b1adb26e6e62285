import { formatDay } from '../../../../core/format.ts'
import { IdentityBar } from '../../../../platform/web/patterns/identity-bar.tsx'
import type { Offer } from '../../rules/content.ts'

export function PersonBar({ person }: { readonly person: Offer['person'] }) {
  const facts = [
    `${person.givenName} ${person.familyName}`,
    `reference ${person.reference}`,
    ...(person.nhsNumber === null ? [] : [`NHS number ${person.nhsNumber}`]),
    ...(person.bornOn === null ? [] : [`born ${formatDay(person.bornOn)}`]),
  ]
  return <IdentityBar>{facts.join(', ')}</IdentityBar>
}
