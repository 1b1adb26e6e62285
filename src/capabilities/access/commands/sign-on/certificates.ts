import { createHash, X509Certificate } from 'node:crypto'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'

export const MOST_CERTIFICATES = 5
const SHORTEST_KEY = 2_048

export type CertificateFault = { readonly code: 'none' | 'too-many' | 'not-a-certificate' | 'weak-key' }
export type ReadCertificate = {
  readonly fingerprint: string
  readonly subject: string
  readonly from: Date
  readonly until: Date
}

/** As it is pasted: PEM with its lines before and after, several of them, or the bare base64 of a metadata file. */
export function certificatesIn(text: string): Outcome<readonly string[], CertificateFault> {
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)]
  const typed = blocks.length > 0 ? blocks.map(([, base64 = '']) => base64) : text.split(/\n\s*\n/)
  const certificates = [...new Set(typed.map((one) => one.replaceAll(/\s/g, '')).filter((one) => one !== ''))]
  if (certificates.length === 0) return refused({ code: 'none' })
  if (certificates.length > MOST_CERTIFICATES) return refused({ code: 'too-many' })
  for (const one of certificates) {
    const certificate = parsed(one)
    if (certificate === undefined) return refused({ code: 'not-a-certificate' })
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey
    if (type !== 'rsa' || (details?.modulusLength ?? 0) < SHORTEST_KEY) return refused({ code: 'weak-key' })
  }
  return done(certificates)
}

/** What is kept was read once, so it can be read again. */
export function readCertificate(base64: string): ReadCertificate {
  const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
  return {
    fingerprint: fingerprintOf(base64),
    subject: certificate.subject.replaceAll('\n', ', '),
    from: certificate.validFromDate,
    until: certificate.validToDate,
  }
}

export function fingerprintOf(base64: string): string {
  const hex = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex').toUpperCase()
  return hex.replaceAll(/(..)(?!$)/g, '$1:')
}

function parsed(base64: string): X509Certificate | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return undefined
  }
}
