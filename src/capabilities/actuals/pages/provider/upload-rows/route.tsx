import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { cellNames, fixAll, fixRows, type CellName, type TypedRow } from '../../../commands/upload/fix-rows.ts'
import { readRemedy, remedyKinds } from '../../../rules/file/remedies.ts'
import { causeWords, messageOf } from '../../../rules/file/words.ts'
import { listCauses, listRows, ROWS_PAGE } from '../../../store/upload/rows.ts'
import { getUpload } from '../../../store/upload/uploads.ts'
import { counted, fixWords } from '../../shared/upload-words.ts'
import { UploadRowsPage } from './page.tsx'
import { Params, RowsQuery } from './query.ts'
import { mountVisitRows, showVisits } from './visits-route.tsx'

const Fields = z.record(z.string(), z.unknown())
const Remedies = z.object({
  code: z.string().regex(/^R\d\d$/),
  remedy: z.enum(remedyKinds),
  text: z.string().max(2_000).default(''),
  count: z.string().default(''),
})
const viewing = { permission: 'actuals.view' } as const
const recording = { permission: 'actuals.record' } as const
type Typed = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

export function mountUploadRows(app: FastifyInstance, web: Web): void {
  mountVisitRows(app, web)
  app.get('/actuals/uploads/:uploadId/rows', { config: viewing }, (request, reply) => show(web, request, reply))

  app.post('/actuals/uploads/:uploadId/rows', { config: recording }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const sent = web.parse(Fields, request.body)
    const rows = typedRows(sent)
    const outcome = await web.inWork(request, (work) => fixRows(work, { uploadId, rows }))
    if (outcome.ok) {
      web.flash(reply, `${counted(outcome.value.judged, 'row')} checked again`)
      return reply.redirect(`/provider/actuals/uploads/${uploadId}/rows${queryOf(request)}`, 303)
    }
    const { refusal } = outcome
    const errors =
      refusal.code === 'misread'
        ? refusal.faults.map(({ line, column, why }) => ({
            field: `r${String(line)}-${column}`,
            text: `Row ${String(line)}: ${messageOf(`R20:${columnOf(column)}:${why}`)}`,
          }))
        : [{ field: 'rows', text: fixWords(refusal) }]
    return show(web, request, reply, {
      values: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
      errors,
    })
  })

  app.post('/actuals/uploads/:uploadId/remedies', { config: recording }, async (request, reply) => {
    const { uploadId } = web.params(request, Params)
    const sent = web.parse(Remedies, request.body)
    const remedy = readRemedy(sent)
    if (remedy === undefined) return show(web, request, reply, { values: {}, errors: [missing(sent)] })
    const outcome = await web.inWork(request, (work) => fixAll(work, { uploadId, code: sent.code, remedy }))
    if (!outcome.ok)
      return show(web, request, reply, { values: {}, errors: [{ field: 'rows', text: fixWords(outcome.refusal) }] })
    web.flash(
      reply,
      remedy.kind === 'drop'
        ? `${counted(outcome.value.judged, 'row')} left out`
        : `${counted(outcome.value.judged, 'row')} checked again`,
    )
    return reply.redirect(`/provider/actuals/uploads/${uploadId}/rows`, 303)
  })
}

function missing({ remedy, code }: z.infer<typeof Remedies>): FieldError {
  return remedy === 'comment'
    ? { field: 'text', text: 'Enter a comment for all these rows' }
    : { field: 'count', text: `Enter a number for all rows with “${causeWords(code).title}”` }
}

/** The boxes of one row are called 'r12-actual'. A row of which a box is missing was not on the page. */
function typedRows(sent: Readonly<Record<string, unknown>>): readonly TypedRow[] {
  const lines = Object.keys(sent).flatMap((name) => /^r(\d{1,7})-weekStart$/.exec(name)?.[1] ?? [])
  return lines.flatMap((line): readonly TypedRow[] => {
    const given = (name: string): string | undefined => {
      const value = sent[name]
      return typeof value === 'string' ? value : undefined
    }
    const text = (cell: CellName): string => given(`r${line}-${cell}`) ?? ''
    if (sent[`r${line}-was`] === cellNames.map(text).join('|')) return []
    return [
      {
        line: Number(line),
        weekStart: text('weekStart'),
        actual: text('actual'),
        frustrated: text('frustrated'),
        missed: text('missed'),
        extra: text('extra'),
        visits: text('visits'),
        comment: text('comment'),
        cpliRef: given(`r${line}-cpliRef`),
        clientRef: given(`r${line}-clientRef`),
        lateReason: given(`r${line}-lateReason`),
        lateNote: given(`r${line}-lateNote`),
      },
    ]
  })
}

const columns: Readonly<Partial<Record<CellName, string>>> = {
  weekStart: 'week_start',
  lateReason: 'late_reason',
  lateNote: 'late_note',
}

function columnOf(cell: CellName): string {
  return columns[cell] ?? cell
}

function queryOf(request: FastifyRequest): string {
  const at = request.url.indexOf('?')
  return at < 0 ? '' : request.url.slice(at)
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, typed?: Typed): Promise<FastifyReply> {
  const { uploadId } = web.params(request, Params)
  const upload = await web.read(request, (tx) => getUpload(tx, uploadId))
  if (upload.kind !== 'weeks') return showVisits(web, { request, reply }, upload, typed?.errors)
  const { show: wanted, ...rest } = web.parse(RowsQuery, request.query)
  const filter = { ...rest, show: wanted === 'waiting' ? ('all' as const) : wanted }
  const [rows, causes] = await web.read(request, (tx) =>
    Promise.all([listRows(tx, uploadId, filter), listCauses(tx, upload)]),
  )
  const page = (
    <UploadRowsPage
      view={web.view(request)}
      form={web.form(request, typed?.values, typed?.errors)}
      upload={upload}
      filter={filter}
      rows={rows.slice(0, ROWS_PAGE)}
      hasMore={rows.length > ROWS_PAGE}
      causes={causes}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, typed === undefined ? 200 : 422)
}
