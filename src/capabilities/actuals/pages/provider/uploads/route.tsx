import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonMoment, londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { receiveUpload } from '../../../commands/upload/receive-upload.ts'
import { templateFile } from '../../../commands/upload/template-file.ts'
import { listColumnMaps } from '../../../store/upload/column-maps.ts'
import { getDownloadChoices } from '../../../store/upload/template-rows.ts'
import { listUploads, UPLOADS_PAGE } from '../../../store/upload/uploads.ts'
import { fileRule } from '../../../commands/upload/file-rule.ts'
import { textsIn, type Values } from '../../shared/typed-day.ts'
import { daysAsked } from './asked-download.ts'
import { UploadsPage } from './page.tsx'

const Query = z.object({ before: z.iso.datetime().optional(), id: z.uuid().optional() })
const Sent = z.object({ only: z.enum(['check']).optional(), map: z.union([z.uuid(), z.literal('')]).default('') })
const Wanted = z.looseObject({
  service: z.union([z.uuid(), z.array(z.uuid()), z.literal('')]).default(''),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
})

export function mountUploads(app: FastifyInstance, web: Web): void {
  app.get('/actuals/uploads', { config: { permission: 'actuals.view' } }, (request, reply) => show(web, request, reply))

  app.post(
    '/actuals/uploads',
    { config: { permission: 'actuals.record', upload: fileRule } },
    async (request, reply) => {
      const { only, map } = web.parse(Sent, request.body)
      const { files, faults } = web.uploads(request, 'file')
      const [file] = files
      if (file === undefined || faults.length > 0)
        return show(web, request, reply, {
          errors: faults.length > 0 ? faults : [{ field: 'file', text: 'Select a file' }],
        })
      const given = { file, checkOnly: only === 'check', mapId: map === '' ? null : map, source: 'screen' as const }
      const outcome = await web.inWork(request, (work) => receiveUpload(work, given))
      if (!outcome.ok) return show(web, request, reply)
      if (outcome.value.again) web.flash(reply, 'You have sent this file before. This is what became of it')
      return reply.redirect(`/provider/actuals/uploads/${outcome.value.uploadId}`, 303)
    },
  )

  app.get('/actuals/uploads/template', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { service, format } = web.parse(Wanted, request.query)
    const values = textsIn(request.query)
    const days = daysAsked(values)
    const serviceIds = [service].flat().filter((id) => id !== '')
    if (!days.ok) return show(web, request, reply, { values, errors: days.refusal.faults, ticked: serviceIds })
    const now = web.clock.now()
    const { providerReference } = await web.read(request, (tx) => getDownloadChoices(tx, londonToday(now)))
    const { date, time } = londonMoment(now)
    const file = await templateFile((use) => web.read(request, use), {
      ...days.value,
      serviceIds,
      today: londonToday(now),
      format,
      reference: `${providerReference}-${date.replaceAll('-', '')}-${crypto.randomUUID().slice(0, 8)}`,
      providerReference,
      at: `${date}T${time}`,
    })
    return reply
      .header('content-type', file.mediaType)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(file.content)
  })
}

type Again = {
  readonly errors: readonly FieldError[]
  readonly values?: Values
  readonly ticked?: readonly string[]
}

async function show(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { errors, values = {}, ticked = [] }: Again = { errors: [] },
): Promise<FastifyReply> {
  const { before, id } = errors.length > 0 ? {} : web.parse(Query, request.query)
  const position = before === undefined || id === undefined ? undefined : { sentAt: new Date(before), id }
  const [choices, maps, uploads] = await web.read(request, (tx) =>
    Promise.all([getDownloadChoices(tx, londonToday(web.clock.now())), listColumnMaps(tx), listUploads(tx, position)]),
  )
  const page = (
    <UploadsPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      ticked={ticked}
      choices={choices}
      maps={maps}
      uploads={uploads.slice(0, UPLOADS_PAGE)}
      hasMore={uploads.length > UPLOADS_PAGE}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
