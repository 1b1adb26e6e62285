import type { KeyObject, X509Certificate } from 'node:crypto'

/** What a council closes its papers with: its certificate, those above it, and the key that belongs to it. */
export type Seal = {
  readonly certificate: X509Certificate
  readonly chain: readonly X509Certificate[]
  readonly key: KeyObject
}

/** What is said in the signature's own fields; viewers show it beside the seal. */
export type Sealing = {
  readonly name: string
  readonly reason: string
  readonly location: string
  readonly at: Date
}

/** Certificates say who with commas or line ends: one line for people. */
export function sealWords({ certificate }: Seal): string {
  return `${certificate.subject.replaceAll('\n', ', ')}, serial number ${certificate.serialNumber}`
}
