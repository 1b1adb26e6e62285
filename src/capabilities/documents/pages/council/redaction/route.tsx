import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import { readText } from '../../../../../platform/files/read-text.ts'
import { receiveBytes } from '../../../../../platform/files/receive-bytes.ts'
import type { ReceivedFile } from '../../../../../platform/files/stored-file.ts'
import { removePages } from '../../../../../platform/pdf/remove-pages.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { redactDocument } from '../../../commands/redact-document.ts'
import { faultsOfRedaction, readPages, WAYS, type RedactionTyped } from '../../../rules/redaction.ts'
import { getDocument } from '../../../store/documents.ts'
import { getRedaction } from '../../../store/redactions.ts'
import { getVersion, type Version } from '../../../store/versions.ts'
import { chooseAgain } from '../../shared/filing.ts'
import { filingRule, readerOf } from '../../shared/place.ts'
import { CopyPage } from './copy-page.tsx'
import { RedactPage } from './page.tsx'
import { faultWords, refusalWords, removeWords } from './words.ts'

const Params = z.object({ id: z.uuid() })
const CopyParams = Params.extend({ copyId: z.uuid() })
const text = z.string().max(50_000).default('')
const Form = z.object({
  shownVersion: z.coerce.number().int().positive(),
  way: z.enum(['', ...WAYS]).default(''),
  pages: text,
  reason: text,
})
const filing = { permission: 'documents.file' } as const
/** As much as a page shows; the search has the rest. */
const MOST_WORDS = 20_000

/** Copies from which something was taken away, made by the council to be given in place of the document. */
export function mountRedaction(app: FastifyInstance, web: Web): void {
  app.get('/documents/:id/redaction', { config: { ...filing, drafts: true } }, (request, reply) =>
    show(web, request, reply),
  )

  app.post('/documents/:id/redactions', { config: { ...filing, upload: filingRule } }, async (request, reply) => {
    const { id: documentId } = web.params(request, Params)
    const sent = web.parse(Form, request.body)
    const version = await versionOf(web, request, sent.shownVersion)
    const errors = errorsOf(web, request, sent, version)
    if (errors.length > 0 || sent.way === '') return show(web, request, reply, { sent, errors })
    const copy = await copyOf(web, request, { typed: sent, version })
    if (!copy.ok) return show(web, request, reply, { sent, errors: [copy.refusal] })
    const words = (await readText(await copy.value.read(), copy.value.kind)).slice(0, MOST_WORDS)
    const pages = sent.way === 'pages' ? (readPages(sent.pages) ?? []) : []
    const { way, reason, shownVersion } = sent
    const wanted = { documentId, shownVersion, way, pages, reason, file: copy.value, words }
    const outcome = await web.inWork(request, (work) => redactDocument(work, wanted))
    if (!outcome.ok) return show(web, request, reply, { sent, errors: [refusalWords[outcome.refusal.code]] })
    web.flash(reply, 'Copy made. Look at what can still be read out of it')
    return reply.redirect(`/council/documents/${documentId}/redactions/${outcome.value}`, 303)
  })
  mountCopies(app, web)
}

function mountCopies(app: FastifyInstance, web: Web): void {
  app.get('/documents/:id/redactions/:copyId', { config: { permission: 'documents.view' } }, async (request, reply) => {
    const { id, copyId } = web.params(request, CopyParams)
    const [document, copy] = await web.read(request, async (tx) => {
      const found = await getDocument(tx, readerOf(web, request), id)
      return [found, await getRedaction(tx, id, copyId)] as const
    })
    const mayShare = web.may(request, 'documents.file')
    return web.html(reply, <CopyPage {...{ document, copy, mayShare }} view={web.view(request)} />)
  })
  app.get(
    '/documents/:id/redactions/:copyId/file',
    { config: { permission: 'documents.view' } },
    async (request, reply) => {
      const { id, copyId } = web.params(request, CopyParams)
      const copy = await web.read(request, async (tx) => {
        const { withdrawnAt } = await getDocument(tx, readerOf(web, request), id)
        if (withdrawnAt !== null) throw new NotFound('redacted copy')
        return getRedaction(tx, id, copyId)
      })
      return web.sendFile(request, reply, copy.fileId)
    },
  )
}

type Sent = z.infer<typeof Form>

function versionOf(web: Web, request: FastifyRequest, number: number): Promise<Version> {
  const { id: documentId } = web.params(request, Params)
  return web.read(request, (tx) => getVersion(tx, { providerId: undefined, documentId }, number))
}

function errorsOf(web: Web, request: FastifyRequest, sent: Sent, { kind }: Version): readonly FieldError[] {
  const uploads = web.uploads(request, 'file')
  const typed = faultsOfRedaction(sent, kind).map((fault) => faultWords[fault])
  if (sent.way !== 'upload') return typed
  if (uploads.faults.length > 0) return [...typed, ...uploads.faults]
  if (uploads.files.length === 0) return [...typed, { field: 'file', text: 'Select the redacted copy' }]
  return typed.length === 0 ? [] : [...typed, chooseAgain]
}

type Copying = { readonly typed: RedactionTyped; readonly version: Version }

/** The copy itself: as it was brought, or made here, before any transaction begins: it takes a second or two. */
async function copyOf(
  web: Web,
  request: FastifyRequest,
  { typed, version }: Copying,
): Promise<Outcome<ReceivedFile, FieldError & { readonly code: 'not-made' }>> {
  const [brought] = web.uploads(request, 'file').files
  if (typed.way === 'upload' && brought !== undefined) return done(brought)
  const { store } = web.files
  const { councilId } = web.visitor(request).scope
  const made = await removePages(await store.read(councilId, version.fileId), readPages(typed.pages) ?? [])
  if (!made.ok) return refused({ code: 'not-made', ...removeWords[made.refusal.code] })
  return done(await receiveBytes(store, `Redacted ${version.name}`.slice(0, 200), made.value))
}

type Refused = { readonly sent: Sent; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refusal?: Refused): Promise<FastifyReply> {
  const { id: documentId } = web.params(request, Params)
  const [document, version] = await web.read(request, async (tx) => {
    const found = await getDocument(tx, readerOf(web, request), documentId)
    return [found, await getVersion(tx, { providerId: undefined, documentId }, found.version)] as const
  })
  if (document.withdrawnAt !== null && refusal === undefined) throw new NotFound('document')
  const values = Object.fromEntries(Object.entries(refusal?.sent ?? {}).map(([name, value]) => [name, String(value)]))
  const form = web.form(request, values, refusal?.errors ?? [])
  const page = <RedactPage {...{ document, version, form }} view={web.view(request)} />
  return web.html(reply, page, refusal === undefined ? 200 : 422)
}
