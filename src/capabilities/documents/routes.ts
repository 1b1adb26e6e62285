import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountRedaction } from './pages/council/redaction/route.tsx'
import { mountRetention } from './pages/council/retention/route.tsx'
import { mountShare } from './pages/council/share/route.tsx'
import { mountDocument } from './pages/shared/document/route.tsx'
import { mountDocuments } from './pages/shared/documents/route.tsx'
import { mountNewDocument } from './pages/shared/new-document/route.tsx'
import { mountReceived } from './pages/shared/received/route.tsx'

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/documents', text: 'Documents', permission: 'documents.view' },
  { face: 'council', href: '/council/documents', text: 'Documents', permission: 'documents.view' },
]

export function routes({ provider, council }: Faces, web: Web): void {
  for (const face of [provider, council]) {
    mountDocuments(face, web)
    mountNewDocument(face, web)
    mountDocument(face, web)
    mountReceived(face, web)
  }
  mountShare(council, web)
  mountRedaction(council, web)
  mountRetention(council, web)
}
