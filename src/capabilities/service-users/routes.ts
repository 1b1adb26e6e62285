import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountNewPerson } from './pages/council/new-person/route.tsx'
import { mountRestrictedPeople as mountCouncilRestrictedPeople } from './pages/council/restricted-people/route.tsx'
import { mountRestrictedPerson as mountCouncilRestrictedPerson } from './pages/council/restricted-person/route.tsx'
import { mountRestrictedPeople } from './pages/provider/restricted-people/route.tsx'
import { mountRestrictedPerson } from './pages/provider/restricted-person/route.tsx'

export function routes({ provider, council }: Faces, web: Web): void {
  mountRestrictedPeople(provider, web)
  mountRestrictedPerson(provider, web)
  mountNewPerson(council, web)
  mountCouncilRestrictedPeople(council, web)
  mountCouncilRestrictedPerson(council, web)
}

// Reached from a package, a home page and the guardian's own navigation: ten places fill the bar already.
export const navigation: readonly NavigationItem[] = [
  { face: 'council', href: '/council/restricted-people', text: 'Restricted people', permission: 'restricted.manage' },
]
