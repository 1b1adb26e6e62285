import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MEGABYTE, type UploadRule } from '../../../../../platform/files/kinds.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { forgetColumns, rememberColumns } from '../../../commands/upload/column-maps.ts'
import { columnMapFaults, type MapFault } from '../../../rules/file/column-map.ts'
import type { ColumnMap } from '../../../rules/file/header.ts'
import { mappedColumns, readSharedMap, sharedMap } from '../../../rules/file/shared-map.ts'
import { getColumnMap, listColumnMaps } from '../../../store/upload/column-maps.ts'
import { getUpload } from '../../../store/upload/uploads.ts'
import { UploadMapsPage } from './page.tsx'

const Query = z.object({ from: z.uuid().optional() })
const Params = z.object({ mapId: z.uuid() })
const Sent = z.object({ name: z.string().max(100).default('') }).catchall(z.string())
const sharedRule: UploadRule = { kinds: ['text'], mostFiles: 1, mostBytes: MEGABYTE / 10 }
const recording = { permission: 'actuals.record' } as const

export function mountUploadMaps(app: FastifyInstance, web: Web): void {
  app.get('/actuals/uploads/maps', { config: { permission: 'actuals.view' } }, (request, reply) =>
    show(web, request, reply),
  )

  app.post('/actuals/uploads/maps', { config: recording }, async (request, reply) => {
    const sent = web.parse(Sent, request.body)
    const columns = columnsOf(sent)
    const errors = columnMapFaults(sent.name, columns).map(({ code }) => words[code])
    if (errors.length > 0) return show(web, request, reply, { values: sent, errors })
    await web.inWork(request, (work) => rememberColumns(work, { name: sent.name, columns }))
    web.flash(reply, 'Columns remembered. Choose them when you upload the file again')
    return reply.redirect('/provider/actuals/uploads', 303)
  })

  app.post('/actuals/uploads/maps/shared', { config: { ...recording, upload: sharedRule } }, async (request, reply) => {
    const { files, faults } = web.uploads(request, 'shared')
    const [file] = files
    if (file === undefined || faults.length > 0)
      return show(web, request, reply, {
        values: {},
        errors: faults.length > 0 ? faults : [{ field: 'shared', text: 'Select a file' }],
      })
    const read = readSharedMap((await file.read()).toString('utf8'))
    if (read === undefined)
      return show(web, request, reply, {
        values: {},
        errors: [{ field: 'shared', text: 'The file does not describe columns. It must be one that was saved here' }],
      })
    const outcome = await web.inWork(request, (work) => rememberColumns(work, read))
    if (!outcome.ok) {
      const errors = outcome.refusal.faults.map(({ code }) => ({ field: 'shared', text: words[code].text }))
      return show(web, request, reply, { values: {}, errors })
    }
    web.flash(reply, `Columns of ${read.name} added`)
    return reply.redirect('/provider/actuals/uploads/maps', 303)
  })

  app.get('/actuals/uploads/maps/:mapId', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { mapId } = web.params(request, Params)
    const map = await web.read(request, (tx) => getColumnMap(tx, mapId))
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header(
        'content-disposition',
        `attachment; filename="columns-${map.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.txt"`,
      )
      .header('x-content-type-options', 'nosniff')
      .send(sharedMap(map))
  })

  app.post('/actuals/uploads/maps/:mapId/removal', { config: recording }, async (request, reply) => {
    const { mapId } = web.params(request, Params)
    await web.inWork(request, (work) => forgetColumns(work, { mapId }))
    web.flash(reply, 'Columns forgotten')
    return reply.redirect('/provider/actuals/uploads/maps', 303)
  })
}

/** The boxes are called as our columns are; an empty one is left to what we guess. */
function columnsOf(sent: Readonly<Record<string, string>>): ColumnMap {
  return Object.fromEntries(
    mappedColumns.flatMap((column) => {
      const heading = (sent[column] ?? '').trim().slice(0, 100)
      return heading === '' ? [] : [[column, heading]]
    }),
  )
}

const words: Readonly<Record<MapFault['code'], FieldError>> = {
  'name-missing': { field: 'name', text: 'Enter a name, like the rostering system’s' },
  'columns-missing': { field: 'cpli_id', text: 'Enter what at least one column is called' },
  'column-twice': { field: 'cpli_id', text: 'One column of the file cannot stand for two of ours' },
}

type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const { from } = web.parse(Query, request.query)
  const [maps, upload] = await web.read(request, (tx) =>
    Promise.all([listColumnMaps(tx), from === undefined ? undefined : getUpload(tx, from)]),
  )
  const headings = upload?.fileFacts.headings?.filter((heading) => heading !== '') ?? []
  const page = (
    <UploadMapsPage
      view={web.view(request)}
      form={web.form(request, refused?.values, refused?.errors)}
      {...{ maps, headings }}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
