import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountPackage as mountCouncilPackage } from './pages/council/package/route.tsx'
import { mountPackages as mountCouncilPackages } from './pages/council/packages/route.tsx'
import { mountPackage } from './pages/provider/package/route.tsx'
import { mountPackages } from './pages/provider/packages/route.tsx'

export function routes({ provider, council }: Faces, web: Web): void {
  mountPackages(provider, web)
  mountPackage(provider, web)
  mountCouncilPackages(council, web)
  mountCouncilPackage(council, web)
}

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/packages', text: 'Care packages', permission: 'packages.view' },
  { face: 'council', href: '/council/packages', text: 'Care packages', permission: 'packages.view' },
]
