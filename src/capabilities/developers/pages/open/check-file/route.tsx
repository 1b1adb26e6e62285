import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { checkRule } from '../shared/check-rule.ts'
import type { CheckedFile, CheckFile } from '../shared/documented.ts'
import { CheckFilePage } from './page.tsx'

const rateLimit = { max: 20, timeWindow: '1 minute' }

export function mountCheckFile(app: FastifyInstance, web: Web, check: CheckFile): void {
  app.get('/developers/check', { config: { permission: 'public' } }, (request, reply) => show(web, request, reply))
  app.post(
    '/developers/check',
    { config: { permission: 'public', rateLimit, upload: checkRule } },
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
    <CheckFilePage view={web.view(request)} form={web.form(request, {}, errors)} rule={checkRule} checked={checked} />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
