import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountContract } from './pages/council/contract/route.tsx'
import { mountPriceChanges } from './pages/council/price-changes/route.tsx'
import { mountPrices } from './pages/council/prices/route.tsx'
import { mountRateLine } from './pages/council/rate-line/route.tsx'
import { mountUplift } from './pages/council/uplift/route.tsx'
import { mountUplifts } from './pages/council/uplifts/route.tsx'
import { mountLetter } from './pages/provider/price-change/route.tsx'
import { mountLetters } from './pages/provider/price-changes/route.tsx'
import { countWaitingChanges } from './store/price-changes.ts'

export function routes({ provider, council }: Faces, web: Web): void {
  mountPrices(council, web)
  mountContract(council, web)
  mountRateLine(council, web)
  mountPriceChanges(council, web)
  mountUplifts(council, web)
  mountUplift(council, web)
  mountLetters(provider, web)
  mountLetter(provider, web)
}

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/price-changes', text: 'Prices', permission: 'payments.view' },
  {
    face: 'council',
    href: '/council/prices',
    text: 'Prices',
    permission: 'prices.view',
    also: '/council/uplifts',
    count: countWaitingChanges,
  },
]
