import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { listPeriodsOperation, mountApiPeriods } from './api/periods.ts'
import { getRemittanceOperation, listRemittancesOperation, mountApiRemittances } from './api/remittances.ts'
import { mountCalendar } from './pages/council/payments/route.tsx'
import { mountChangeEffects } from './pages/council/change-effect/route.tsx'
import { mountEndEffect } from './pages/council/end-effect/route.tsx'
import { mountPeriod } from './pages/council/period/route.tsx'
import { mountPriceEffect } from './pages/council/price-effect/route.tsx'
import { mountRunExceptions } from './pages/council/run-exceptions/route.tsx'
import { mountRunLines } from './pages/council/run-lines/route.tsx'
import { mountUpliftEffect } from './pages/council/uplift-effect/route.tsx'
import { mountTermsTrial } from './pages/council/terms-trial/route.tsx'
import { mountVariationEffect } from './pages/council/variation-effect/route.tsx'
import { mountLine } from './pages/provider/line/route.tsx'
import { mountPayments } from './pages/provider/payments/route.tsx'
import { mountRemittances } from './pages/provider/remittances/route.tsx'
import { blocksOfCouncil, blocksOfProvider, mountBlocks } from './pages/shared/blocks/route.tsx'
import { councilSide, mountPurchaseOrders, providerSide } from './pages/shared/purchase-orders/route.tsx'

/** What programs may ask for, described. */
export const operations = [listPeriodsOperation, listRemittancesOperation, getRemittanceOperation]

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/payments', text: 'Payments', permission: 'payments.view' },
  { face: 'provider', href: '/provider/remittances', text: 'Remittances', permission: 'payments.view' },
  {
    face: 'provider',
    href: '/provider/purchase-orders',
    text: 'Purchase orders',
    permission: 'payments.view',
    also: '/provider/blocks',
  },
  { face: 'council', href: '/council/payments', text: 'Payments', permission: 'runs.view' },
  {
    face: 'council',
    href: '/council/purchase-orders',
    text: 'Purchase orders',
    permission: 'runs.view',
    also: '/council/blocks',
  },
]

export function routes({ open, provider, council }: Faces, web: Web): void {
  mountApiPeriods(open, web)
  mountApiRemittances(open, web)
  mountCalendar(council, web)
  mountPeriod(council, web)
  mountRunLines(council, web)
  mountRunExceptions(council, web)
  mountPriceEffect(council, web)
  mountUpliftEffect(council, web)
  mountChangeEffects(council, web)
  mountEndEffect(council, web)
  mountVariationEffect(council, web)
  mountTermsTrial(council, web)
  mountPayments(provider, web)
  mountLine(provider, web)
  mountRemittances(provider, web)
  mountBlocks(provider, web, blocksOfProvider)
  mountBlocks(council, web, blocksOfCouncil)
  mountPurchaseOrders(provider, web, providerSide)
  mountPurchaseOrders(council, web, councilSide)
}
