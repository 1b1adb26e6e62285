import type { Secrets } from '../../platform/secrets.ts'
import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountBankAccountEntry } from './pages/council/bank-account-entry/route.tsx'
import { mountBankAccount } from './pages/council/bank-account/route.tsx'
import { mountOrganisationSettings } from './pages/council/organisation-settings/route.tsx'
import { mountOrganisationChange } from './pages/council/organisation-change/route.tsx'
import { mountQueue } from './pages/council/organisation-changes/route.tsx'
import { mountOrganisation as mountCouncilOrganisation } from './pages/council/organisation/route.tsx'
import { mountOrganisations } from './pages/council/organisations/route.tsx'
import { mountChange } from './pages/provider/change/route.tsx'
import { mountOrganisation } from './pages/provider/organisation/route.tsx'
import { mountRequest } from './pages/provider/request/route.tsx'
import { mountRequests } from './pages/provider/requests/route.tsx'
import { mountService } from './pages/provider/service/route.tsx'

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/organisation', text: 'Organisation', permission: 'organisation.view' },
  {
    face: 'council',
    href: '/council/organisations',
    text: 'Organisations',
    permission: 'organisation.view',
    also: ['/council/organisation-changes', '/council/organisation-settings'],
  },
]

/** Bank accounts are sealed under keys that only the program's start can read. */
export type ProviderOptions = { readonly secrets: Secrets }

export function routes({ provider, council }: Faces, web: Web, { secrets }: ProviderOptions): void {
  mountOrganisation(provider, web)
  mountRequests(provider, web)
  mountRequest(provider, web)
  mountService(provider, web)
  mountChange(provider, web)
  mountOrganisations(council, web)
  mountCouncilOrganisation(council, web)
  mountQueue(council, web)
  mountOrganisationChange(council, web)
  mountOrganisationSettings(council, web)
  mountBankAccount(council, web)
  mountBankAccountEntry(council, web, secrets)
}
