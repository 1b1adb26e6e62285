import type { KeyObject, X509Certificate } from 'node:crypto'
import type { Stamp } from './timestamp.ts'

/** What a council closes its papers with: its certificate, those above it, and the key that belongs to it. */
export type Seal = {
  readonly certificate: X509Certificate
  readonly chain: readonly X509Certificate[]
  readonly key: KeyObject
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
