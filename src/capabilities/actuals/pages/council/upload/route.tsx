import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { getCouncilUpload, listCouncilCauses } from '../../../store/upload/council-uploads.ts'
import { CouncilUploadPage } from './page.tsx'

const Params = z.object({ uploadId: z.uuid() })

export function mountCouncilUpload(app: FastifyInstance, web: Web): void {
  app.get('/actuals/uploads/:uploadId', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const [upload, causes] = await web.read(request, async (tx) => {
      const found = await getCouncilUpload(tx, uploadId)
      return [found, await listCouncilCauses(tx, found)] as const
    })
    return web.html(reply, <CouncilUploadPage view={web.view(request)} upload={upload} causes={causes} />)
  })
}
