import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { makePdf, makePdfs, type PdfMaker } from '../../../../../platform/pdf/maker.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getPaperCouncil, listNewestPapers } from '../../../store/papers.ts'
import { answerOffer, answerSigned, PaperParams } from '../../shared/papers.tsx'
import { NothingTickedPage } from './page.tsx'
import { zipOf } from './zip.ts'

/** As many as one list shows. */
const MOST = 50
const Query = z.object({
  id: z
    .union([z.uuid(), z.array(z.uuid()).max(MOST)])
    .optional()
    .transform((given) => (given === undefined ? [] : [...new Set([given].flat())])),
})

/** The papers of an agreement, and those of many in one file. */
export function mountPapers(app: FastifyInstance, web: Web, origin: string, make: PdfMaker = makePdf): void {
  const config = { permission: 'agreements.view' } as const
  app.get('/agreements/:id/revisions/:revision.pdf', { config }, (request, reply) =>
    answerOffer(web, request, reply, {
      ...web.params(request, PaperParams),
      base: '/provider/agreements',
      origin,
      make,
    }),
  )
  app.get('/agreements/:id/revisions/:revision/signed.pdf', { config }, (request, reply) =>
    answerSigned(web, request, reply, web.params(request, PaperParams)),
  )
  app.get('/agreements/papers.zip', { config }, async (request, reply) => {
    const { id: ids } = web.parse(Query, request.query)
    const [papers, council] = await web.read(request, (tx) =>
      Promise.all([listNewestPapers(tx, ids), getPaperCouncil(tx)]),
    )
    const zip = await zipOf({ papers, council }, { origin, makePdfs })
    if (zip === undefined) return web.html(reply, <NothingTickedPage view={web.view(request)} />, 422)
    return reply
      .header('content-disposition', 'attachment; filename="agreements.zip"')
      .header('x-content-type-options', 'nosniff')
      .type('application/zip')
      .send(zip)
  })
}
