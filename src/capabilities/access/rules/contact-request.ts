import { addressKind } from './work-address.ts'

export type ContactDetails = {
  readonly givenName: string
  readonly familyName: string
  readonly address: string
  readonly phone: string
  readonly email: string
  readonly jobTitle: string
  readonly note: string
}
export type DetailFault =
  | 'given-name-missing'
  | 'family-name-missing'
  | 'phone-missing'
  | 'phone-not-a-number'
  | 'email-missing'
  | 'email-not-an-address'
  | 'email-shared'
  | 'job-title-missing'
  | 'name-too-long'
  | 'family-name-too-long'
  | 'address-too-long'
  | 'job-title-too-long'
  | 'note-too-long'

const longest = { name: 100, address: 300, jobTitle: 100, note: 1_000 } as const

/** In the order of the boxes on the page. */
export function detailFaults(details: ContactDetails): readonly DetailFault[] {
  const { givenName, familyName, address, jobTitle, note } = details
  const checks: readonly (readonly [boolean, DetailFault])[] = [
    [givenName === '', 'given-name-missing'],
    [givenName.length > longest.name, 'name-too-long'],
    [familyName === '', 'family-name-missing'],
    [familyName.length > longest.name, 'family-name-too-long'],
    [jobTitle === '', 'job-title-missing'],
    [jobTitle.length > longest.jobTitle, 'job-title-too-long'],
    [address.length > longest.address, 'address-too-long'],
    [note.length > longest.note, 'note-too-long'],
  ]
  const faults = checks.filter(([wrong]) => wrong).map(([, fault]) => fault)
  return [...faults, ...phoneFaults(details.phone), ...emailFaults(details.email)]
}

/** A mobile or a telephone: the council rings it to be sure who is asking. */
function phoneFaults(phone: string): readonly DetailFault[] {
  if (phone === '') return ['phone-missing']
  const digits = phone.replaceAll(/\D/g, '').length
  return /^[+()\d\s.-]+(?:(?:ext|x)\.?\s?\d+)?$/i.test(phone) && digits >= 10 && digits <= 20 && phone.length <= 30
    ? []
    : ['phone-not-a-number']
}

function emailFaults(email: string): readonly DetailFault[] {
  if (email === '') return ['email-missing']
  const kind = addressKind(email)
  if (kind === 'shared') return ['email-shared']
  return kind === 'not-an-address' ? ['email-not-an-address'] : []
}

export type RequestStatus = 'draft' | 'requested' | 'approved' | 'refused' | 'withdrawn'

/** Who may move a request from where. Approved, refused and withdrawn are final: ask anew. */
const moves = {
  edit: ['draft'],
  send: ['draft'],
  withdraw: ['draft', 'requested'],
  decide: ['requested'],
} as const satisfies Readonly<Record<string, readonly RequestStatus[]>>

export function mayMove(status: RequestStatus, move: keyof typeof moves): boolean {
  return (moves[move] as readonly RequestStatus[]).includes(status)
}
