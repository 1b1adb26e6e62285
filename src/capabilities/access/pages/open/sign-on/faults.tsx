import type { VNode } from 'preact'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Connection } from '../../../store/sign-on/connections.ts'
import { SignOnFaultPage } from './page.tsx'

export type FaultCode =
  'expired' | 'issuer-down' | 'not-trusted' | 'said-no' | 'not-let-in' | 'not-proved' | 'too-many-tries'
type Fault = { readonly code: FaultCode; readonly connection: Connection | undefined }
type Shown = { readonly page: VNode; readonly status: number }

export function nameOf({ provider, council }: Pick<Connection, 'provider' | 'council'>): string {
  return provider ?? council
}

const statuses: Readonly<Record<FaultCode, number>> = {
  expired: 422,
  'issuer-down': 502,
  'not-trusted': 502,
  'said-no': 422,
  'not-let-in': 403,
  'not-proved': 403,
  'too-many-tries': 429,
}

/** Says what to do, and nothing of whether anybody has an account. */
export function faultPage(view: ViewContext, { code, connection }: Fault): Shown {
  const name = connection === undefined ? 'your organisation' : nameOf(connection)
  const again = connection === undefined || code === 'not-let-in' ? undefined : `/sign-in/with/${connection.id}`
  const [heading, ...lines] = words(code, name)
  const page = (
    <SignOnFaultPage view={view} heading={heading} again={again}>
      {lines.map((line) => (
        <p class="govuk-body">{line}</p>
      ))}
    </SignOnFaultPage>
  )
  return { page, status: statuses[code] }
}

function words(code: FaultCode, name: string): readonly [string, ...string[]] {
  switch (code) {
    case 'expired':
      return [
        'That sign-in cannot be used',
        'It took longer than ten minutes, was used before, or began in another browser. Nobody was signed in.',
      ]
    case 'issuer-down':
      return [
        `${name}’s sign-in does not answer`,
        'Nobody was signed in, and nothing is wrong with your account. Try again in a few minutes.',
        `If it goes on, tell the IT service desk of ${name}.`,
      ]
    case 'not-trusted':
      return [
        `We could not trust the answer of ${name}’s sign-in`,
        'Nobody was signed in. Trying again may help; if it does not, tell whoever administers Provider Portal there. What was wrong is in the audit log.',
      ]
    case 'said-no':
      return [
        `${name}’s sign-in did not let you through`,
        'It was cancelled, or you may not use Provider Portal there yet. Nobody was signed in.',
        `Ask the IT service desk of ${name} if you expected to come in.`,
      ]
    case 'not-let-in':
      return [
        'You cannot come in yet',
        `${name} has confirmed who you are, but Provider Portal has no open place for you that fits.`,
        'Ask whoever administers Provider Portal there to look: the reason is in the audit log.',
      ]
    case 'not-proved':
      return [
        'We still do not know that it is you',
        `${name}’s sign-in has not asked you again, or somebody else answered. Nothing was done.`,
      ]
    case 'too-many-tries':
      return [
        'Too many tries',
        'There were too many tries to sign in from where you are. Wait five minutes, then try again.',
      ]
  }
}
