import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountRemittances } from './pages/provider/remittances/route.tsx'

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/remittances', text: 'Payments', permission: 'payments.view' },
]

export function routes({ provider }: Faces, web: Web): void {
  mountRemittances(provider, web)
}
