import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { getOwnLine } from '../../../store/lines.ts'
import { LinePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

export function mountLine(app: FastifyInstance, web: Web): void {
  app.get('/payments/lines/:id', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const line = await web.read(request, (tx) => getOwnLine(tx, id))
    return web.html(
      reply,
      <LinePage line={line} mayAsk={web.may(request, 'conversations.write')} view={web.view(request)} />,
    )
  })
}
