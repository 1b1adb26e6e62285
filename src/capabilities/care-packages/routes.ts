import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import type { PreviewChange } from './commands/change-package.ts'
import type { TellWays, WithdrawForEnded } from './commands/life-events.ts'
import type { DraftAgreement } from './commands/vary-package.ts'
import { careDayOperation, careFeedOperation, mountApiCommissioned } from './api/commissioned.ts'
import { mountApiOwnReference, nameOperation } from './api/own-reference.ts'
import { listPackagesOperation, mountApiPackages } from './api/packages.ts'
import { mountMissingCare as mountCouncilMissingCare } from './pages/council/missing-care/route.tsx'
import { mountMissingCare } from './pages/provider/missing-care/route.tsx'
import { mountPayerChanges } from './pages/council/payer-changes/route.tsx'
import { mountPayers } from './pages/council/payers/route.tsx'
import { mountChangePackage } from './pages/council/change-package/route.tsx'
import { mountNewPackage } from './pages/council/new-package/route.tsx'
import { mountPackageDates } from './pages/council/package-dates/route.tsx'
import { mountPriceRequests } from './pages/council/price-requests/route.tsx'
import { mountPackage as mountCouncilPackage } from './pages/council/package/route.tsx'
import { mountPackages as mountCouncilPackages } from './pages/council/packages/route.tsx'
import { mountVariations as mountCouncilVariations } from './pages/council/variations/route.tsx'
import { mountVariationSettings } from './pages/council/variation-settings/route.tsx'
import { mountLifeEvents } from './pages/council/life-events/route.tsx'
import { mountLifeEvent } from './pages/provider/life-event/route.tsx'
import { mountCommissionedCare } from './pages/provider/commissioned-care/route.ts'
import { mountOwnReferences } from './pages/provider/own-references/route.tsx'
import { mountOwnReference, mountPackage } from './pages/provider/package/route.tsx'
import { mountPackages } from './pages/provider/packages/route.tsx'
import { mountCareFiles } from './pages/shared/files/route.ts'
import { mountPackagePaper } from './pages/shared/package-paper/route.tsx'
import { councilSide, mountPerson, providerSide } from './pages/shared/person-page/route.tsx'
import { mountVariation } from './pages/provider/variation/route.tsx'
import { mountVariations } from './pages/provider/variations/route.tsx'

/** What later capabilities know how to do. */
export type PackageOptions = TellWays & {
  readonly draftAgreement: DraftAgreement
  readonly withdrawForEnded: WithdrawForEnded
  readonly previewChange: PreviewChange
}

export function routes({ open, provider, council }: Faces, web: Web, options: PackageOptions): void {
  mountPackages(provider, web)
  mountPackage(provider, web)
  mountOwnReference(provider, web)
  mountOwnReferences(provider, web)
  mountPerson(provider, web, providerSide)
  mountCommissionedCare(provider, web)
  mountVariation(provider, web)
  mountVariations(provider, web)
  mountLifeEvent(provider, web, options)
  mountMissingCare(provider, web)
  mountApiPackages(open, web)
  mountApiOwnReference(open, web)
  mountApiCommissioned(open, web)
  mountCareFiles(provider, web, 'provider')
  mountPackagePaper(provider, web, 'provider')
  mountPackagePaper(council, web, 'council')
  mountCareFiles(council, web, 'council')
  mountCouncilMissingCare(council, web)
  mountCouncilPackages(council, web)
  mountCouncilPackage(council, web)
  mountNewPackage(council, web)
  mountChangePackage(council, web, options)
  mountPackageDates(council, web, options)
  mountPriceRequests(council, web, options)
  mountPayers(council, web)
  mountPayerChanges(council, web)
  mountPerson(council, web, councilSide)
  mountCouncilVariations(council, web, options.draftAgreement)
  mountVariationSettings(council, web)
  mountLifeEvents(council, web, options.withdrawForEnded)
}

/** What programs may ask for, described. */
export const operations = [listPackagesOperation, nameOperation, careFeedOperation, careDayOperation]

export const navigation: readonly NavigationItem[] = [
  {
    face: 'provider',
    href: '/provider/packages',
    text: 'Care packages',
    permission: 'packages.view',
    also: ['/provider/missing-care', '/provider/variations', '/provider/service-users'],
  },
  {
    face: 'council',
    href: '/council/packages',
    text: 'Care packages',
    permission: 'packages.view',
    also: [
      '/council/missing-care',
      '/council/variations',
      '/council/variation-settings',
      '/council/service-users',
      '/council/life-events',
      '/council/payer-changes',
      '/council/price-requests',
    ],
  },
]
