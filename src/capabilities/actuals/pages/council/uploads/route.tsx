import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { limitBadFiles } from '../../../commands/upload/limit-bad-files.ts'
import { COUNCIL_PAGE, listCouncilUploads } from '../../../store/upload/council-uploads.ts'
import { findStopPercent } from '../../../store/upload/settings.ts'
import { CouncilUploadsPage } from './page.tsx'

const Query = z.object({ before: z.iso.datetime().optional(), id: z.uuid().optional() })
const Limit = z.object({ percent: z.string().max(20).default('') })

export function mountCouncilUploads(app: FastifyInstance, web: Web): void {
  app.get('/actuals/uploads', { config: { permission: 'actuals.view' } }, (request, reply) => show(web, request, reply))

  app.post('/actuals/uploads/limit', { config: { permission: 'actuals.decide' } }, async (request, reply) => {
    const { percent: typed } = web.parse(Limit, request.body)
    const percent = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : undefined
    if (typed.trim() !== '' && (percent === undefined || percent > 100))
      return show(web, request, reply, {
        typed,
        errors: [{ field: 'percent', text: 'Enter a whole number from 0 to 100, or leave it empty' }],
      })
    await web.inWork(request, (work) => limitBadFiles(work, { percent }))
    web.flash(
      reply,
      percent === undefined
        ? 'Files are saved however many rows need fixing'
        : `Files with more than ${String(percent)}% of rows to fix are not saved`,
    )
    return reply.redirect('/council/actuals/uploads', 303)
  })
}

type Refused = { readonly typed: string; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const { before, id } = web.parse(Query, request.query)
  const position = before === undefined || id === undefined ? undefined : { sentAt: new Date(before), id }
  const [uploads, percent] = await web.read(request, (tx) =>
    Promise.all([listCouncilUploads(tx, position), findStopPercent(tx, web.clock.now())]),
  )
  const values = { percent: refused?.typed ?? (percent === undefined ? '' : String(percent)) }
  const page = (
    <CouncilUploadsPage
      view={web.view(request)}
      form={web.form(request, values, refused?.errors)}
      uploads={uploads.slice(0, COUNCIL_PAGE)}
      hasMore={uploads.length > COUNCIL_PAGE}
      mayDecide={web.may(request, 'actuals.decide')}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
