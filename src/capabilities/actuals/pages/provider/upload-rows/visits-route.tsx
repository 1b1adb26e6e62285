import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { fixVisits, type Cells, type FixVisits } from '../../../commands/upload/fix-visits.ts'
import { sheetColumns } from '../../../rules/visit-columns.ts'
import { listCauses, ROWS_PAGE } from '../../../store/upload/rows.ts'
import { getUpload, type Upload } from '../../../store/upload/uploads.ts'
import { listFileCarers, listFileVisits } from '../../../store/upload/visit-rows.ts'
import { counted } from '../../shared/upload-words.ts'
import { Params, RowsQuery } from './query.ts'
import { UploadVisitsPage } from './visits.tsx'

const Fields = z.record(z.string(), z.unknown())
const Remedy = z.object({
  code: z.string().regex(/^R\d\d$/),
  remedy: z.enum(['again', 'drop']),
  text: z.string().max(60).default(''),
})
const recording = { permission: 'actuals.record' } as const

export function mountVisitRows(app: FastifyInstance, web: Web): void {
  app.post('/actuals/uploads/:uploadId/visit-rows', { config: recording }, (request, reply) => {
    const { uploadId } = web.params(request, Params)
    return fix(web, { request, reply }, { uploadId, rows: typedRows(web.parse(Fields, request.body)) })
  })

  app.post('/actuals/uploads/:uploadId/visit-remedies', { config: recording }, (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const { code, remedy, text } = web.parse(Remedy, request.body)
    if (remedy === 'drop') return fix(web, { request, reply }, { uploadId, code, drop: true })
    if (code === 'R43' && text.trim() === '')
      return again(web, { request, reply }, { field: 'text', text: 'Enter an exception code for all these rows' })
    return fix(
      web,
      { request, reply },
      { uploadId, code, cells: code === 'R43' ? { exception_code: text.trim() } : {} },
    )
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function fix(web: Web, { request, reply }: Exchange, given: FixVisits): Promise<FastifyReply> {
  const outcome = await web.inWork(request, (work) => fixVisits(work, given))
  if (!outcome.ok)
    return again(web, { request, reply }, { field: 'rows', text: 'This file is no longer open for changes' })
  const rows = counted(outcome.value.judged, 'row')
  web.flash(reply, 'drop' in given ? `${rows} left out` : `${rows} checked again`)
  return reply.redirect(`/provider/actuals/uploads/${given.uploadId}/rows`, 303)
}

/** The boxes of one row are called 'v12-claimed_start'. */
function typedRows(sent: Readonly<Record<string, unknown>>) {
  const rows = new Map<number, Cells>()
  for (const [name, value] of Object.entries(sent)) {
    const [, line = '', column = ''] = /^v(\d{1,7})-([a-z_]+)$/.exec(name) ?? []
    const known = sheetColumns.find((each) => each === column)
    if (known === undefined || typeof value !== 'string') continue
    rows.set(Number(line), { ...rows.get(Number(line)), [known]: value.slice(0, 2_000) })
  }
  return [...rows].map(([line, cells]) => ({ line, cells }))
}

async function again(web: Web, exchange: Exchange, error: FieldError): Promise<FastifyReply> {
  const { uploadId } = web.params(exchange.request, Params)
  const upload = await web.read(exchange.request, (tx) => getUpload(tx, uploadId))
  return showVisits(web, exchange, upload, [error])
}

export async function showVisits(
  web: Web,
  { request, reply }: Exchange,
  upload: Upload,
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const filter = web.parse(RowsQuery, request.query)
  const [visits, carers, causes] = await web.read(request, (tx) =>
    Promise.all([
      upload.kind === 'visits' ? listFileVisits(tx, upload.id, filter) : [],
      upload.kind === 'carers' ? listFileCarers(tx, upload.id, filter) : [],
      listCauses(tx, upload),
    ]),
  )
  const page = (
    <UploadVisitsPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      visits={visits.slice(0, ROWS_PAGE)}
      carers={carers.slice(0, ROWS_PAGE)}
      hasMore={visits.length > ROWS_PAGE || carers.length > ROWS_PAGE}
      {...{ upload, filter, causes }}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
