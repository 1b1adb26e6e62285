import type { Faces } from '../../platform/web/server.ts'
import type { NavigationItem, Web } from '../../platform/web/web.ts'
import { mountCouncilAttachment } from './pages/council/attachment/route.ts'
import { mountCouncilMessage } from './pages/council/message/route.tsx'
import { mountWorkList } from './pages/council/messages/route.tsx'
import { mountAttachment } from './pages/provider/attachment/route.ts'
import { mountMessage } from './pages/provider/message/route.tsx'
import { mountMessages } from './pages/provider/messages/route.tsx'
import { mountNewMessage } from './pages/provider/new-message/route.tsx'

export const navigation: readonly NavigationItem[] = [
  { face: 'provider', href: '/provider/messages', text: 'Messages', permission: 'conversations.view' },
  { face: 'council', href: '/council/messages', text: 'Messages', permission: 'conversations.view' },
]

export function routes(faces: Faces, web: Web): void {
  mountMessages(faces.provider, web)
  mountNewMessage(faces.provider, web)
  mountMessage(faces.provider, web)
  mountAttachment(faces.provider, web)
  mountWorkList(faces.council, web)
  mountCouncilMessage(faces.council, web)
  mountCouncilAttachment(faces.council, web)
}
