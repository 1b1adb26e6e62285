import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MEGABYTE, type UploadRule } from '../../../../../platform/files/kinds.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { CheckedFile, CheckFile } from '../shared/documented.ts'
import { CheckFilePage } from './page.tsx'

/** Small, because whoever sends it is nobody: larger files are for `portal check` and for an upload. */
const rule: UploadRule = { kinds: ['csv', 'xlsx', 'ods', 'text'], mostFiles: 1, mostBytes: 2 * MEGABYTE }
const rateLimit = { max: 20, timeWindow: '1 minute' }

export function mountCheckFile(app: FastifyInstance, web: Web, check: CheckFile): void {
  app.get('/developers/check', { config: { permission: 'public' } }, (request, reply) => show(web, request, reply))
  app.post(
    '/developers/check',
    { config: { permission: 'public', rateLimit, upload: rule } },
    async (request, reply) => {
      const { files, faults } = web.uploads(request, 'file')
      const [file] = files
      if (file === undefined || faults.length > 0)
        return show(web, request, reply, {
          errors: faults.length > 0 ? faults : [{ field: 'file', text: 'Select a file' }],
        })
      return show(web, request, reply, { checked: { name: file.name, result: await check(file) } })
    },
  )
}

type Shown = {
  readonly errors?: readonly FieldError[]
  readonly checked?: { readonly name: string; readonly result: CheckedFile }
}

function show(web: Web, request: FastifyRequest, reply: FastifyReply, { errors = [], checked }: Shown = {}) {
  const page = (
    <CheckFilePage view={web.view(request)} form={web.form(request, {}, errors)} rule={rule} checked={checked} />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
