import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountDecisions } from './pages/council/decisions/route.tsx'
import { mountInvoice as mountCouncilInvoice } from './pages/council/invoice/route.tsx'
import { mountQueue } from './pages/council/invoices/route.tsx'
import { mountDeletion } from './pages/provider/deletion/route.tsx'
import { mountDownloads } from './pages/provider/download/route.tsx'
import { mountInvoice } from './pages/provider/invoice/route.tsx'
import { mountInvoices } from './pages/provider/invoices/route.tsx'
import { mountNewInvoice } from './pages/provider/new-invoice/route.tsx'

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/invoices', text: 'Invoices', permission: 'invoices.view' },
  { face: 'council', href: '/council/invoices', text: 'Invoices', permission: 'invoices.view' },
]

export function routes({ provider, council }: Faces, web: Web): void {
  mountInvoices(provider, web)
  mountNewInvoice(provider, web)
  mountInvoice(provider, web)
  mountDeletion(provider, web)
  mountDownloads(provider, web)
  mountQueue(council, web)
  mountDecisions(council, web)
  mountCouncilInvoice(council, web)
}
