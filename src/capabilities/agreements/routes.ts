import type { Faces } from '../../platform/web/server.ts'
import type { TellBrokerage } from './commands/respond-to-agreement.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountAgreement as mountCouncilAgreement, mountPublishing } from './pages/council/agreement/route.tsx'
import { mountAgreements as mountCouncilAgreements } from './pages/council/agreements/route.tsx'
import { mountAgreement } from './pages/provider/agreement/route.tsx'
import { mountAgreements } from './pages/provider/agreements/route.tsx'
import { mountRejection } from './pages/provider/rejection/route.tsx'
import { mountResponse } from './pages/provider/response/route.tsx'
import { mountSignature, type CheckPassword } from './pages/provider/signature/route.tsx'

/** How passwords are checked when somebody signs, and how brokerage hears of a rejection, later capabilities know. */
export type AgreementOptions = { readonly checkPassword: CheckPassword; readonly tellBrokerage: TellBrokerage }

export function routes(
  { provider, council }: Faces,
  web: Web,
  { checkPassword, tellBrokerage }: AgreementOptions,
): void {
  mountAgreements(provider, web)
  mountAgreement(provider, web)
  mountSignature(provider, web, { checkPassword, tellBrokerage })
  mountRejection(provider, web, tellBrokerage)
  mountResponse(provider, web)
  mountCouncilAgreements(council, web)
  mountCouncilAgreement(council, web)
  mountPublishing(council, web)
}

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/agreements', text: 'Agreements', permission: 'agreements.view' },
  { face: 'council', href: '/council/agreements', text: 'Agreements', permission: 'agreements.view' },
]
