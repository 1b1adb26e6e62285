import type { X509Certificate } from 'node:crypto'
import type { Stamp } from './timestamp.ts'

/** Whoever holds the key: the installation itself, or a trust service that gives it to nobody. */
export type Signer = {
  readonly kind: 'rsa' | 'ec'
  /** The signature of the SHA-256 digest of these bytes: PKCS #1 version 1.5 or ECDSA in DER. */
  readonly sign: (bytes: Buffer) => Promise<Buffer>
}

/** What a council closes its papers with: its certificate, those above it, and who signs with the key that belongs to it. */
export type Seal = {
  readonly certificate: X509Certificate
  readonly chain: readonly X509Certificate[]
  readonly signer: Signer
  /** Where an authority is asked for the time; without it the time is the portal's own. */
  readonly stamp?: Stamp
}

/** What is said in the signature's own fields; viewers show it beside the seal. */
export type Sealing = {
  readonly name: string
  readonly reason: string
  readonly location: string
  readonly at: Date
}

/** Certificates say who with commas or line ends: one line for people. */
export function sealWords({ certificate, stamp }: Seal): string {
  const time = stamp === undefined ? '' : ', with the stamp of a time-stamp authority'
  return `${certificate.subject.replaceAll('\n', ', ')}, serial number ${certificate.serialNumber}${time}`
}
