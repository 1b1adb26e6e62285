import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../../../platform/db/db.ts'
import { MEGABYTE, type UploadRule } from '../../../../../platform/files/kinds.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { readAsked } from '../../../rules/check-code.ts'
import { findDocuments, findDocumentsOfFile, type Checked } from '../../../store/check.ts'
import { CheckPage } from './page.tsx'

const Query = z.object({ document: z.string().max(200).optional() })
const upload: UploadRule = { kinds: ['pdf'], mostBytes: 5 * MEGABYTE, mostFiles: 1 }
/** Enough for a person with a pile of papers; too little to try references one after the other. */
const rateLimit = { max: 20, timeWindow: '1 minute' }

/** For anybody who holds a document: is it real, and does it still stand? What it says, this page never says. */
export function mountCheck(app: FastifyInstance, web: Web, { glance }: Pick<Db, 'glance'>): void {
  const config = { permission: 'public', rateLimit } as const
  app.get('/check', { config }, async (request, reply) => {
    const { document } = web.parse(Query, request.query)
    if (document === undefined) return show(web, request, reply, { errors: [] })
    const asked = readAsked(document)
    if (asked === undefined) {
      const fault = { field: 'document', text: 'Enter a check code, a fingerprint or a reference as it is printed' }
      return show(web, request, reply, { typed: document, errors: [fault] })
    }
    const found = await glance((tx) => findDocuments(tx, asked))
    return show(web, request, reply, { typed: document, found, errors: [] })
  })
  app.post('/check', { config: { ...config, upload } }, async (request, reply) => {
    const { files, faults } = web.uploads(request, 'file')
    const [file] = files
    if (file === undefined) {
      const errors = faults.length > 0 ? faults : [{ field: 'file', text: 'Select the PDF of an agreement' }]
      return show(web, request, reply, { errors })
    }
    const found = await glance((tx) => findDocumentsOfFile(tx, Buffer.from(file.sha256, 'hex')))
    return show(web, request, reply, { found, file: file.sha256, errors: [] })
  })
}

type Shown = {
  readonly typed?: string
  readonly file?: string
  readonly found?: readonly Checked[]
  readonly errors: readonly FieldError[]
}

function show(web: Web, request: FastifyRequest, reply: FastifyReply, { typed = '', file, found, errors }: Shown) {
  const form = web.form(request, { document: typed }, errors)
  return web.html(
    reply,
    <CheckPage form={form} found={found} file={file} view={web.view(request)} />,
    errors.length > 0 ? 422 : 200,
  )
}
