import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountContract } from './pages/council/contract/route.tsx'
import { mountPriceChanges } from './pages/council/price-changes/route.tsx'
import { mountPrices } from './pages/council/prices/route.tsx'
import { mountRateLine } from './pages/council/rate-line/route.tsx'
import { countWaitingChanges } from './store/price-changes.ts'

export function routes({ council }: Faces, web: Web): void {
  mountPrices(council, web)
  mountContract(council, web)
  mountRateLine(council, web)
  mountPriceChanges(council, web)
}

export const navigation: readonly NavigationItem[] = [
  {
    face: 'council',
    href: '/council/prices',
    text: 'Prices',
    permission: 'prices.view',
    also: '/council/price-changes',
    count: countWaitingChanges,
  },
]
