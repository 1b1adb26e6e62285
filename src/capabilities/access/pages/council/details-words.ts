import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { DetailsRefusal } from '../../commands/correct-details.ts'

export const detailsRefusalWords: Readonly<Record<DetailsRefusal['code'] | 'changed', FieldError>> = {
  changed: { field: 'name', text: 'Somebody changed this person just now: open this page again, and look' },
  yourself: { field: 'name', text: 'Somebody else must correct your details. Your telephone is under My account' },
  'place-ended': { field: 'name', text: 'This place has ended' },
  'address-taken': { field: 'email', text: 'Somebody else signs in with this email address' },
  'works-elsewhere': {
    field: 'email',
    text: 'This person works with another council too, and signs in there the same way: the email address and telephone are theirs to change with both councils',
  },
  'domain-not-allowed': {
    field: 'email',
    text: 'The email address is not in a domain that this council takes: see the rules for providers’ people',
  },
}
