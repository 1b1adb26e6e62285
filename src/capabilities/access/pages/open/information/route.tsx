import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { AccessibilityPage } from './accessibility-page.tsx'
import { CookiesPage, HelpPage, PrivacyPage } from './page.tsx'

const pages = {
  '/help': HelpPage,
  '/accessibility': AccessibilityPage,
  '/privacy': PrivacyPage,
  '/cookies': CookiesPage,
}

export function mountInformation(app: FastifyInstance, web: Web): void {
  for (const [address, Information] of Object.entries(pages))
    app.get(address, { config: { permission: 'public' } }, (request, reply) =>
      web.html(reply, <Information view={web.view(request)} />),
    )
}
