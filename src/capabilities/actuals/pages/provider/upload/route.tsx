import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { amendFromVisits } from '../../../commands/upload/amend-from-visits.ts'
import { saveUpload } from '../../../commands/upload/save-upload.ts'
import { undoUpload } from '../../../commands/upload/undo-upload.ts'
import { listCauses, listWarnings } from '../../../store/upload/rows.ts'
import { listUnmoved } from '../../../store/upload/unmoved-weeks.ts'
import { findUploadFacts } from '../../../store/upload/upload-facts.ts'
import { getUpload } from '../../../store/upload/uploads.ts'
import { sendResult } from '../../shared/send-result.ts'
import { amendWords, counted, saveWords, undoWords } from '../../shared/upload-words.ts'
import { UploadPage } from './page.tsx'

const Params = z.object({ uploadId: z.uuid() })
const Saving = z.object({
  version: z.coerce.number().int().positive(),
  confirmed: z.union([z.string(), z.array(z.string())]).default([]),
  reason: z.string().max(2_000).default(''),
})
const Amending = z.object({ amendReason: z.string().max(2_000).default('') })
const viewing = { permission: 'actuals.view' } as const
const recording = { permission: 'actuals.record' } as const

export function mountUpload(app: FastifyInstance, web: Web): void {
  app.get('/actuals/uploads/:uploadId', { config: viewing }, (request, reply) => show(web, request, reply))

  app.post('/actuals/uploads/:uploadId/saving', { config: recording }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const { version, confirmed, reason } = web.parse(Saving, request.body)
    const given = { uploadId, version, confirmed: [confirmed].flat(), reason }
    const outcome = await web.inWork(request, (work) => saveUpload(work, given))
    if (!outcome.ok) return show(web, request, reply, { errors: [{ field: 'save', text: saveWords(outcome.refusal) }] })
    const { saved, parked, later } = outcome.value
    if (!later)
      web.flash(reply, `${counted(saved, 'row')} saved${parked === 0 ? '' : `, ${counted(parked, 'row')} to fix`}`)
    return reply.redirect(`/provider/actuals/uploads/${uploadId}`, 303)
  })

  app.post('/actuals/uploads/:uploadId/undoing', { config: recording }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => undoUpload(work, { uploadId }))
    if (!outcome.ok) return show(web, request, reply, { errors: [{ field: 'undo', text: undoWords(outcome.refusal) }] })
    web.flash(reply, `${counted(outcome.value.undone, 'row')} put back as before`)
    return reply.redirect(`/provider/actuals/uploads/${uploadId}`, 303)
  })

  app.post('/actuals/uploads/:uploadId/amending', { config: recording }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const { amendReason } = web.parse(Amending, request.body)
    const outcome = await web.inWork(request, (work) => amendFromVisits(work, { uploadId, reason: amendReason }))
    if (!outcome.ok) {
      const field = outcome.refusal.code === 'reason-missing' ? 'amendReason' : 'unmoved'
      const errors = [{ field, text: amendWords[outcome.refusal.code] }]
      return show(web, request, reply, { errors, values: { amendReason } })
    }
    const { amended, left } = outcome.value
    web.flash(
      reply,
      `${counted(amended, 'week')} amended${left === 0 ? '' : `, ${counted(left, 'week')} left as before`}`,
    )
    return reply.redirect(`/provider/actuals/uploads/${uploadId}`, 303)
  })

  app.get('/actuals/uploads/:uploadId/file', { config: viewing }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const { fileId } = await web.read(request, (tx) => getUpload(tx, uploadId))
    return web.sendFile(request, reply, fileId)
  })

  app.get('/actuals/uploads/:uploadId/result', { config: viewing }, (request, reply) =>
    sendResult(web, request, reply, web.params(request, Params).uploadId),
  )
}

type Refused = { readonly errors?: readonly FieldError[]; readonly values?: Readonly<Record<string, string>> }

async function show(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { errors = [], values = {} }: Refused = {},
): Promise<FastifyReply> {
  const { uploadId } = web.params(request, Params)
  const [upload, causes, warnings, facts, unmoved] = await web.read(request, async (tx) => {
    const found = await getUpload(tx, uploadId)
    return Promise.all([
      Promise.resolve(found),
      listCauses(tx, found),
      listWarnings(tx, found),
      findUploadFacts(tx, found),
      found.kind === 'visits' ? listUnmoved(tx, uploadId) : [],
    ])
  })
  // The page asks again by itself while the file is being worked on; it needs no script for that.
  if (upload.state === 'waiting' || upload.state === 'saving') reply.header('refresh', '2')
  const mayRecord = web.may(request, 'actuals.record')
  const page = (
    <UploadPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      {...{ upload, causes, warnings, facts, unmoved, mayRecord }}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
