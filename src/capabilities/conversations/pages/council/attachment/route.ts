import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { openAttachment } from '../../../commands/attachments.ts'

const Params = z.object({ id: z.uuid(), fileId: z.uuid() })

/** The one GET that writes: who opened the file is part of giving it. */
export function mountCouncilAttachment(app: FastifyInstance, web: Web): void {
  app.get(
    '/messages/:id/files/:fileId',
    { config: { permission: 'conversations.view' }, exposeHeadRoute: false },
    async (request, reply) => {
      const { id: conversationId, fileId } = web.params(request, Params)
      await web.inWork(request, (work) => openAttachment(work, { conversationId, fileId, from: request.ip }))
      return web.sendFile(request, reply, fileId)
    },
  )
}
