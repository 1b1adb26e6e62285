import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { fileVersion } from '../../../commands/file-document.ts'
import { openVersion } from '../../../commands/open-version.ts'
import { withdrawDocument } from '../../../commands/withdraw-document.ts'
import { withdrawVersion } from '../../../commands/withdraw-version.ts'
import { faultsOfVersion } from '../../../rules/document.ts'
import { chooseAgain, dayOf, errorsOf, typedIn, VersionForm } from '../filing.ts'
import { addressOf, filingRule } from '../place.ts'
import { VERSION, VERSION_REASON, versionWithdrawWords, versionWords, withdrawWords } from '../words.ts'
import { showDocument } from './show.tsx'

const Params = z.object({ id: z.uuid() })
const VersionParams = z.object({ id: z.uuid(), number: z.coerce.number().int().positive().max(100_000) })
const Withdrawing = z.object({ reason: z.string().max(50_000).default('') })
const WithdrawingVersion = z.object({
  [VERSION]: z.union([z.literal(''), VersionParams.shape.number]).default(''),
  [VERSION_REASON]: z.string().max(50_000).default(''),
})
const versionMissing = { field: VERSION, text: 'Select which version is withdrawn' }
const seeing = { permission: 'documents.view' } as const
const filing = { permission: 'documents.file' } as const

export function mountDocument(app: FastifyInstance, web: Web): void {
  app.get('/documents/:id', { config: { ...seeing, drafts: true } }, (request, reply) =>
    showDocument(web, request, reply),
  )

  // Who opened it is part of giving it: the one kind of GET that writes.
  app.get('/documents/:id/versions/:number', { config: seeing, exposeHeadRoute: false }, async (request, reply) => {
    const { id: documentId, number } = web.params(request, VersionParams)
    const outcome = await web.inWork(request, (work) => openVersion(work, { documentId, number, from: request.ip }))
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
      return showDocument(web, request, reply, { values, errors })
    const { note, shownVersion } = sent
    const wanted = { documentId, shownVersion, datedOn, note, file }
    const outcome = await web.inWork(request, (work) => fileVersion(work, wanted))
    if (!outcome.ok)
      return showDocument(web, request, reply, { values, errors: [versionWords[outcome.refusal.code], chooseAgain] })
    web.flash(reply, 'New version filed')
    return reply.redirect(`${addressOf(web, request)}/${outcome.value}`, 303)
  })

  app.post('/documents/:id/withdrawal', { config: filing }, async (request, reply) => {
    const { id: documentId } = web.params(request, Params)
    const { reason } = web.parse(Withdrawing, request.body)
    const outcome = await web.inWork(request, (work) => withdrawDocument(work, { documentId, reason }))
    if (!outcome.ok)
      return showDocument(web, request, reply, { values: { reason }, errors: [withdrawWords[outcome.refusal.code]] })
    web.flash(reply, 'Document withdrawn')
    return reply.redirect(`${addressOf(web, request)}/${outcome.value}`, 303)
  })

  mountVersionWithdrawal(app, web)
}

function mountVersionWithdrawal(app: FastifyInstance, web: Web): void {
  app.post('/documents/:id/version-withdrawal', { config: filing }, async (request, reply) => {
    const { id: documentId } = web.params(request, Params)
    const { [VERSION]: number, [VERSION_REASON]: reason } = web.parse(WithdrawingVersion, request.body)
    const values = { [VERSION]: String(number), [VERSION_REASON]: reason }
    if (number === '') return showDocument(web, request, reply, { values, errors: [versionMissing] })
    const outcome = await web.inWork(request, (work) => withdrawVersion(work, { documentId, number, reason }))
    if (!outcome.ok)
      return showDocument(web, request, reply, { values, errors: [versionWithdrawWords[outcome.refusal.code]] })
    web.flash(reply, `Version ${String(number)} withdrawn`)
    return reply.redirect(`${addressOf(web, request)}/${outcome.value}`, 303)
  })
}
