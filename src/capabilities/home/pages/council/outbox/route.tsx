import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { listOutbox } from '../../../store/outbox.ts'
import { OutboxPage } from './page.tsx'

export function mountOutbox(app: FastifyInstance, web: Web): void {
  app.get('/outbox', { config: { permission: 'people.view' } }, async (request, reply) => {
    const mail = await web.read(request, listOutbox)
    return web.html(reply, <OutboxPage mail={mail} view={web.view(request)} />)
  })
}
