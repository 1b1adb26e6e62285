import type { FastifyInstance } from 'fastify'
import { makePdf, type PdfMaker } from '../../../../../platform/pdf/maker.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { answerOffer, answerSigned, PaperParams } from '../../shared/papers.tsx'

/** The papers of an agreement, and the evidence of its signature. */
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
}
