import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { endApiKey } from '../../../commands/api-keys.ts'
import { listApiKeys } from '../../../store/api-keys.ts'
import { HOME, ProviderKeysPage } from './page.tsx'

export function mountProviderKeys(app: FastifyInstance, web: Web): void {
  app.get('/people/api-keys', { config: { permission: 'people.view' } }, async (request, reply) => {
    const keys = await web.read(request, (tx) => listApiKeys(tx, { providerId: undefined }))
    const page = (
      <ProviderKeysPage
        view={web.view(request)}
        form={web.form(request)}
        keys={keys}
        at={{ today: londonToday(web.clock.now()), now: web.clock.now() }}
        mayManage={web.may(request, 'people.manage')}
      />
    )
    return web.html(reply, page)
  })
  app.post('/people/api-keys/:keyId/end', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const { keyId } = web.params(request, z.object({ keyId: z.uuid() }))
    await web.inWork(request, (work) => endApiKey(work, keyId))
    web.flash(reply, 'The key works no more')
    return reply.redirect(HOME, 303)
  })
}
