import { z } from 'zod'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { PersonFault } from '../../rules/person-details.ts'
import { faultWords } from './details-entry.ts'

const line = z.string().max(5_000).trim().default('')

export const PersonEntry = z.object({
  name: line,
  jobTitle: line,
  email: line.transform((email) => email.toLowerCase()),
  phone: line,
  address: line,
})

export const personFaultWords: Readonly<Record<PersonFault, FieldError>> = {
  'name-missing': { field: 'name', text: 'Enter the name' },
  'name-too-long': { field: 'name', text: 'The name must be 200 characters or fewer' },
  'email-missing': faultWords['email-missing'],
  'email-shared': faultWords['email-shared'],
  'email-not-an-address': faultWords['email-not-an-address'],
  'phone-not-a-number': { field: 'phone', text: 'Enter a telephone number, like 01603 000001 or +44 7700 900 982' },
  'job-title-too-long': faultWords['job-title-too-long'],
  'address-too-long': faultWords['address-too-long'],
}
