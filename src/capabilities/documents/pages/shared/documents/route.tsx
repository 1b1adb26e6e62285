import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { countNew, listDocuments } from '../../../store/documents.ts'
import { pageOf, Query } from '../asked.ts'
import { mountDocumentsFile } from './file.ts'
import { readerOf } from '../place.ts'
import { DocumentsPage } from './page.tsx'

export function mountDocuments(app: FastifyInstance, web: Web): void {
  mountDocumentsFile(app, web)
  app.get('/documents', { config: { permission: 'documents.view' } }, async (request, reply) => {
    const asked = web.parse(Query, request.query)
    const reader = readerOf(web, request)
    const [rows, unread] = await web.read(request, (tx) =>
      Promise.all([listDocuments(tx, reader, asked), countNew(tx, reader)]),
    )
    const { shown, next } = pageOf(rows, asked)
    return web.html(
      reply,
      <DocumentsPage
        view={web.view(request)}
        side={reader.side}
        asked={asked}
        rows={shown}
        next={next}
        unread={unread}
        mayFile={web.may(request, 'documents.file')}
        mayAsk={reader.side === 'provider' && web.may(request, 'conversations.write')}
      />,
      asked.errors.length > 0 ? 422 : 200,
    )
  })
}
