import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { certificatesIn, MOST_CERTIFICATES, type CertificateFault } from '../../../commands/sign-on/certificates.ts'
import { entityFault, signInAddressFault, type AddressFault } from '../../../rules/sign-on-entry.ts'
import type { Connection } from '../../../store/sign-on/connections.ts'
import { emptyEntry, error, sharedIn, sharedOf, type Read } from './entry.ts'

const line = z.string().trim().max(5_000).default('')
export const SamlEntry = z.object({
  issuer: line,
  signInAddress: line,
  certificates: z.string().trim().max(50_000).default(''),
  domains: line,
  emailIsChecked: line,
  admission: line,
  groupsClaim: line,
  subjectClaim: line,
  acrValues: line,
})
export type SamlEntry = z.infer<typeof SamlEntry>

export const emptySamlEntry: SamlEntry = {
  ...emptyEntry,
  signInAddress: '',
  certificates: '',
  groupsClaim: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
}

export function samlEntryOf(connection: Connection): SamlEntry {
  return {
    issuer: connection.issuer,
    signInAddress: connection.signInAddress,
    certificates: connection.certificates.map(pem).join('\n'),
    ...sharedOf(connection),
  }
}

function pem(base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n')
}

const certificateWords: Readonly<Record<CertificateFault['code'], string>> = {
  none: 'Paste the certificate with which your service signs',
  'too-many': `Enter ${String(MOST_CERTIFICATES)} certificates or fewer`,
  'not-a-certificate':
    'That is not a certificate. Paste the whole of it, from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”',
  'weak-key': 'The key of a certificate must be RSA of 2,048 bits or more',
}
const addressWords: Readonly<Record<AddressFault, string>> = {
  none: 'Enter the address at which your people sign in',
  'not-https': 'The address must begin with https://',
  'too-long': 'The address must be 1,000 characters or fewer',
}

/** All faults at once. */
export function samlSettingsIn(entry: SamlEntry, { localHttp }: { readonly localHttp: boolean }): Read {
  const shared = sharedIn(entry)
  const certificates = certificatesIn(entry.certificates)
  const errors = [
    ...namesFaults(entry, localHttp),
    ...(certificates.ok ? [] : [error('certificates', certificateWords[certificates.refusal.code])]),
    ...shared.errors,
  ]
  if (errors.length > 0 || !certificates.ok || shared.settings === undefined) return { errors, settings: undefined }
  const { issuer, signInAddress } = entry
  const ofKind = { kind: 'saml', issuer, clientId: '', signInAddress, certificates: certificates.value } as const
  return { errors, settings: { ...ofKind, ...shared.settings } }
}

function namesFaults({ issuer, signInAddress }: SamlEntry, localHttp: boolean): readonly FieldError[] {
  const entity = entityFault(issuer)
  const address = signInAddressFault(signInAddress, { localHttp })
  const entityWords =
    entity === 'none' ? 'Enter the entity ID' : 'The entity ID must be 500 characters or fewer, without spaces'
  return [
    ...(entity === undefined ? [] : [error('issuer', entityWords)]),
    ...(address === undefined ? [] : [error('signInAddress', addressWords[address])]),
  ]
}
