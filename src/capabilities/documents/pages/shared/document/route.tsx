import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { fileVersion } from '../../../commands/file-document.ts'
import { openVersion } from '../../../commands/open-version.ts'
import { withdrawDocument } from '../../../commands/withdraw-document.ts'
import { faultsOfVersion } from '../../../rules/document.ts'
import { getDocument, type DocumentRow } from '../../../store/documents.ts'
import { listHolds } from '../../../store/retention.ts'
import { listShareOpenings, listSharesOf } from '../../../store/shares.ts'
import { listOpenings, listVersions } from '../../../store/versions.ts'
import { chooseAgain, dayOf, errorsOf, typedIn, VersionForm } from '../filing.ts'
import { addressOf, filingRule, readerOf } from '../place.ts'
import { shownErrors, versionWords, withdrawWords } from '../words.ts'
import { DocumentPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const VersionParams = z.object({ id: z.uuid(), number: z.coerce.number().int().positive().max(100_000) })
const Withdrawing = z.object({ reason: z.string().max(2_000).default('') })
const seeing = { permission: 'documents.view' } as const
const filing = { permission: 'documents.file' } as const

export function mountDocument(app: FastifyInstance, web: Web): void {
  app.get('/documents/:id', { config: { ...seeing, drafts: true } }, (request, reply) => show(web, request, reply))

  // Who opened it is part of giving it: the one kind of GET that writes.
  app.get('/documents/:id/versions/:number', { config: seeing, exposeHeadRoute: false }, async (request, reply) => {
    const { id: documentId, number } = web.params(request, VersionParams)
    const outcome = await web.inWork(request, (work) => openVersion(work, { documentId, number }))
    if (!outcome.ok) throw new NotFound('document')
    return web.sendFile(request, reply, outcome.value)
  })

  app.post('/documents/:id/versions', { config: { ...filing, upload: filingRule } }, async (request, reply) => {
    const { id: documentId } = web.params(request, Params)
    const sent = web.parse(VersionForm, request.body)
    const uploads = web.uploads(request, 'file')
    const [datedOn, [file]] = [dayOf(sent), uploads.files]
    const faults = faultsOfVersion({ datedOn, note: sent.note }, londonToday(web.clock.now()))
    const errors = errorsOf(faults, uploads)
    const values = typedIn(sent)
    if (errors.length > 0 || datedOn === undefined || file === undefined)
      return show(web, request, reply, { values, errors })
    const { note, shownVersion } = sent
    const wanted = { documentId, shownVersion, datedOn, note, file }
    const outcome = await web.inWork(request, (work) => fileVersion(work, wanted))
    if (!outcome.ok)
      return show(web, request, reply, { values, errors: [versionWords[outcome.refusal.code], chooseAgain] })
    web.flash(reply, 'New version filed')
    return reply.redirect(`${addressOf(web, request)}/${outcome.value}`, 303)
  })

  app.post('/documents/:id/withdrawal', { config: filing }, async (request, reply) => {
    const { id: documentId } = web.params(request, Params)
    const { reason } = web.parse(Withdrawing, request.body)
    const outcome = await web.inWork(request, (work) => withdrawDocument(work, { documentId, reason }))
    if (!outcome.ok)
      return show(web, request, reply, { values: { reason }, errors: [withdrawWords[outcome.refusal.code]] })
    web.flash(reply, 'Document withdrawn')
    return reply.redirect(`${addressOf(web, request)}/${outcome.value}`, 303)
  })
}

type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const reader = readerOf(web, request)
  const of = { providerId: reader.providerId, documentId: id }
  const { document, versions, openings, more } = await web.read(request, async (tx) => {
    const found = await getDocument(tx, reader, id)
    const [all, opened, forCouncil] = await Promise.all([
      listVersions(tx, of),
      listOpenings(tx, of),
      reader.side === 'council' ? listForCouncil(tx, found) : NOTHING_MORE,
    ])
    return { document: found, versions: all, openings: opened, more: forCouncil }
  })
  const page = (
    <DocumentPage
      view={web.view(request)}
      side={reader.side}
      form={web.form(request, refused?.values, shownErrors(refused?.errors ?? [], document, reader.side))}
      document={document}
      versions={versions}
      openings={openings}
      mayFile={web.may(request, 'documents.file')}
      held={{ holds: more.holds, mayRetain: web.may(request, 'documents.retain') }}
      shared={more}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}

const NOTHING_MORE = { shares: [], openings: [], holds: [] }

/** What only the council knows of a document: to whom it gave it, and what keeps it. */
async function listForCouncil(tx: Tx, { id, personId }: DocumentRow) {
  const [shares, openings, holds] = await Promise.all([
    listSharesOf(tx, id),
    listShareOpenings(tx, id),
    listHolds(tx, { documentId: id, personId }),
  ])
  return { shares, openings, holds }
}
