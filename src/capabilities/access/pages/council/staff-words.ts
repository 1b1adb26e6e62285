import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { StaffRefusal } from '../../commands/staff.ts'

export const staffWords: Readonly<Record<StaffRefusal['code'], FieldError>> = {
  'no-role': { field: 'roles', text: 'Select one or more roles. To take all away, end the place' },
  yourself: { field: 'roles', text: 'Somebody else must change your roles' },
  changed: { field: 'roles', text: 'Somebody changed these roles just now: look at them again' },
  'place-ended': { field: 'roles', text: 'This place has ended' },
  'not-staff': { field: 'roles', text: 'This person works for a provider' },
  'already-here': { field: 'email', text: 'This person is on the list already' },
  'domain-not-allowed': { field: 'email', text: 'The email address is not in a domain that this council takes' },
  'account-disabled': { field: 'email', text: 'The account of this address is disabled' },
}
