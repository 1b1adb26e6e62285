import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import type { UpliftFollowers } from './commands/followers.ts'
import { mountCalendarDays } from './pages/council/calendar-days/route.tsx'
import { mountContract } from './pages/council/contract/route.tsx'
import { mountContractForm } from './pages/council/contract-form/route.tsx'
import { mountContractProposal } from './pages/council/contract-proposal/route.tsx'
import { mountPriceChanges } from './pages/council/price-changes/route.tsx'
import { mountPriceFiles } from './pages/council/files/route.ts'
import { mountPrices } from './pages/council/prices/route.tsx'
import { mountRateLine } from './pages/council/rate-line/route.tsx'
import { mountUplift } from './pages/council/uplift/route.tsx'
import { mountUplifts } from './pages/council/uplifts/route.tsx'
import { mountVisitPrices } from './pages/council/visit-prices/route.tsx'
import { mountOwnContract } from './pages/provider/contract/route.tsx'
import { mountOwnContracts } from './pages/provider/contracts/route.tsx'
import { mountLetter } from './pages/provider/price-change/route.tsx'
import { mountLetters } from './pages/provider/price-changes/route.tsx'
import { countWaitingChanges } from './store/price-changes.ts'

export function routes({ provider, council }: Faces, web: Web, followers: UpliftFollowers): void {
  mountPrices(council, web)
  mountPriceFiles(council, web)
  mountContract(council, web)
  mountContractForm(council, web)
  mountContractProposal(council, web)
  mountRateLine(council, web, followers)
  mountVisitPrices(council, web)
  mountCalendarDays(council, web)
  mountPriceChanges(council, web)
  mountUplifts(council, web)
  mountUplift(council, web, followers)
  mountOwnContracts(provider, web)
  mountOwnContract(provider, web)
  mountLetters(provider, web)
  mountLetter(provider, web)
}

export const navigation: readonly NavigationItem[] = [
  {
    face: 'provider',
    href: '/provider/price-changes',
    text: 'Prices',
    permission: 'payments.view',
    also: '/provider/contracts',
  },
  {
    face: 'council',
    href: '/council/prices',
    text: 'Prices',
    permission: 'prices.view',
    also: [
      '/council/uplifts',
      '/council/contracts',
      '/council/contract-proposals',
      '/council/price-changes',
      '/council/blocks',
      '/council/calendar-days',
      '/council/visit-price-changes',
    ],
    count: countWaitingChanges,
  },
]
