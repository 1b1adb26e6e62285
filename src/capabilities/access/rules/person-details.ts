import { addressKind } from './work-address.ts'
import { phoneFault } from './set-up-tasks.ts'

/** What is known of a person beside what they may do. Name, job title and work address belong to a place, the rest to the account. */
export type PersonDetails = {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly jobTitle: string
  readonly address: string
}
export type Detail = keyof PersonDetails
export const details: readonly Detail[] = ['name', 'email', 'phone', 'jobTitle', 'address']

export type PersonFault =
  | 'name-missing'
  | 'name-too-long'
  | 'email-missing'
  | 'email-shared'
  | 'email-not-an-address'
  | 'phone-not-a-number'
  | 'job-title-too-long'
  | 'address-too-long'

/** In the order of the boxes on the page. A telephone, a job title and an address may be left out. */
export function personFaults({ name, email, phone, jobTitle, address }: PersonDetails): readonly PersonFault[] {
  const checks: readonly (readonly [boolean, PersonFault])[] = [
    [name === '', 'name-missing'],
    [name.length > 200, 'name-too-long'],
    [jobTitle.length > 100, 'job-title-too-long'],
    [email === '', 'email-missing'],
    [addressKind(email) === 'shared', 'email-shared'],
    [email !== '' && addressKind(email) === 'not-an-address', 'email-not-an-address'],
    [phoneFault(phone) !== undefined, 'phone-not-a-number'],
    [address.length > 300, 'address-too-long'],
  ]
  return checks.filter(([wrong]) => wrong).map(([, fault]) => fault)
}

export function changedDetails(before: PersonDetails, after: PersonDetails): readonly Detail[] {
  return details.filter((detail) => before[detail] !== after[detail])
}

export const detailWords: Readonly<Record<Detail, string>> = {
  name: 'Name',
  email: 'Email address',
  phone: 'Telephone',
  jobTitle: 'Job title',
  address: 'Work address',
}
