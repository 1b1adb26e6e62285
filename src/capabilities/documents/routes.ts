import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountDocument as mountCouncilDocument } from './pages/council/document/route.tsx'
import { mountDocuments as mountCouncilDocuments } from './pages/council/documents/route.tsx'
import { mountNewDocument as mountCouncilNewDocument } from './pages/council/new-document/route.tsx'
import { mountDocument } from './pages/provider/document/route.tsx'
import { mountDocuments } from './pages/provider/documents/route.tsx'
import { mountNewDocument } from './pages/provider/new-document/route.tsx'

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/documents', text: 'Documents', permission: 'documents.view' },
  { face: 'council', href: '/council/documents', text: 'Documents', permission: 'documents.view' },
]

export function routes({ provider, council }: Faces, web: Web): void {
  mountDocuments(provider, web)
  mountNewDocument(provider, web)
  mountDocument(provider, web)
  mountCouncilDocuments(council, web)
  mountCouncilNewDocument(council, web)
  mountCouncilDocument(council, web)
}
