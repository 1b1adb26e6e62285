import type { Connection, TestResult } from '../../store/sign-on/connections.ts'
import { formatDay } from '../../../../core/format.ts'
import { londonToday } from '../../../../platform/clock.ts'
import { readCertificate } from './certificates.ts'

/** As far as it goes without a person: a SAML service is never asked by the portal itself, only by browsers. */
export function testSaml(
  { certificates, signInAddress }: Pick<Connection, 'certificates' | 'signInAddress'>,
  now: Date,
): TestResult {
  return [
    { what: 'Has an address to sign in at', right: URL.canParse(signInAddress), detail: signInAddress.slice(0, 300) },
    ...certificates.map((one, index) => {
      const { subject, from, until } = readCertificate(one)
      const [first, last] = [formatDay(londonToday(from)), formatDay(londonToday(until))]
      return {
        what: `Certificate ${String(index + 1)} holds today`,
        right: from <= now && now < until,
        detail: `${subject}, from ${first} to ${last}`.slice(0, 300),
      }
    }),
  ]
}
