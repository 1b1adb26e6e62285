import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { listDocuments } from '../../../store/documents.ts'
import { pageOf, Query } from '../../shared/asked.ts'
import { readerOf } from '../../shared/place.ts'
import { DocumentsPage } from './page.tsx'

export function mountDocuments(app: FastifyInstance, web: Web): void {
  app.get('/documents', { config: { permission: 'documents.view' } }, async (request, reply) => {
    const asked = web.parse(Query, request.query)
    const rows = await web.read(request, (tx) => listDocuments(tx, readerOf(web, request), asked))
    const { shown, next } = pageOf(rows, asked)
    return web.html(
      reply,
      <DocumentsPage
        view={web.view(request)}
        asked={asked}
        rows={shown}
        next={next}
        mayFile={web.may(request, 'documents.file')}
      />,
    )
  })
}
