import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { getCouncilUpload, listCouncilCauses } from '../../../store/upload/council-uploads.ts'
import { CouncilUploadPage } from './page.tsx'

const Params = z.object({ uploadId: z.uuid() })

export function mountCouncilUpload(app: FastifyInstance, web: Web): void {
  app.get('/actuals/uploads/:uploadId', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const [upload, causes] = await web.read(request, (tx) =>
      Promise.all([getCouncilUpload(tx, uploadId), listCouncilCauses(tx, uploadId)]),
    )
    return web.html(reply, <CouncilUploadPage view={web.view(request)} upload={upload} causes={causes} />)
  })
}
