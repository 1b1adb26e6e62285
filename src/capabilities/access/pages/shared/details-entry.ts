import { z } from 'zod'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { DetailFault } from '../../rules/contact-request.ts'

const line = z.string().max(5_000).trim().default('')

export const DetailsEntry = z.object({
  givenName: line,
  familyName: line,
  address: line,
  phone: line,
  email: line,
  jobTitle: line,
  note: line,
})

export const faultWords: Readonly<Record<DetailFault, FieldError>> = {
  'given-name-missing': { field: 'givenName', text: 'Enter the forename' },
  'name-too-long': { field: 'givenName', text: 'The forename must be 100 characters or fewer' },
  'family-name-missing': { field: 'familyName', text: 'Enter the surname' },
  'family-name-too-long': { field: 'familyName', text: 'The surname must be 100 characters or fewer' },
  'job-title-missing': { field: 'jobTitle', text: 'Enter the job title' },
  'job-title-too-long': { field: 'jobTitle', text: 'The job title must be 100 characters or fewer' },
  'address-too-long': { field: 'address', text: 'The address must be 300 characters or fewer' },
  'note-too-long': { field: 'note', text: 'The note must be 1,000 characters or fewer' },
  'phone-missing': { field: 'phone', text: 'Enter a mobile or telephone number' },
  'phone-not-a-number': { field: 'phone', text: 'Enter a telephone number, like 07700 900123 or 01632 960 001' },
  'email-missing': { field: 'email', text: 'Enter the email address the person signs in with' },
  'email-not-an-address': {
    field: 'email',
    text: 'Enter an email address in the correct format, like name@example.com',
  },
  'email-shared': {
    field: 'email',
    text: 'Enter the person’s own email address. This one looks shared: each person signs in as themselves, so that it is known who did what',
  },
}
