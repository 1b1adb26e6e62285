import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { markPdf } from '../../../../../platform/pdf/mark.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { sendBytes } from '../../../../../platform/web/send-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { openShare } from '../../../commands/share-document.ts'
import { listReceived } from '../../../store/shares.ts'
import { readerOf } from '../place.ts'
import { NotMarkedPage, ReceivedPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const seeing = { permission: 'home.view' } as const

/** What others have given to the visitor's organisation or team for a time. Nothing of it is ever sent by e-mail. */
export function mountReceived(app: FastifyInstance, web: Web): void {
  app.get('/documents/shared', { config: seeing }, async (request, reply) => {
    const reader = readerOf(web, request)
    const shares = web.isNarrow(request)
      ? []
      : await web.read(request, (tx) => listReceived(tx, reader, londonToday(web.clock.now())))
    const page = <ReceivedPage shares={shares} side={reader.side} over={false} view={web.view(request)} />
    return web.html(reply, page)
  })

  // Who opened it is part of giving it, as with every document.
  app.get('/documents/shared/:id', { config: seeing, exposeHeadRoute: false }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { scope, name } = web.visitor(request)
    // What was given to an organisation is for those who see all of it.
    if (web.isNarrow(request)) throw new NotFound('share')
    const outcome = await web.inWork(request, (work) => openShare(work, id))
    if (!outcome.ok) {
      const { side } = readerOf(web, request)
      return web.html(reply, <ReceivedPage shares={[]} side={side} over view={web.view(request)} />, 410)
    }
    const share = outcome.value
    const bytes = await web.files.store.read(scope.councilId, share.fileId)
    if (!share.marked) return sendBytes(reply, { ...share, bytes })
    const marked = await markPdf(bytes, `${name}, ${formatInstant(web.clock.now())}`)
    if (!marked.ok)
      return web.html(reply, <NotMarkedPage side={readerOf(web, request).side} view={web.view(request)} />, 503)
    return sendBytes(reply, { ...share, bytes: marked.value })
  })
}
