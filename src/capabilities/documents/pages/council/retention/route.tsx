import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { holdThing, liftHold, placeHold, type HoldThingRefusal } from '../../../commands/hold.ts'
import { keepSchedule, startDisposing, stopDisposing } from '../../../commands/retain.ts'
import { HELD_KINDS, readSchedule, type HeldKind } from '../../../rules/retention.ts'
import { listHolds } from '../../../store/holds.ts'
import { previewFiles } from '../../../store/retained-files.ts'
import { findDisposing, listCertificates, listRules, previewDisposal } from '../../../store/retention.ts'
import { showDocument } from '../../shared/document/show.tsx'
import { holdWords } from '../../shared/words.ts'
import { CertificatesPage } from './certificates-page.tsx'
import { RetentionPage } from './page.tsx'

const ADDRESS = '/council/documents/retention'
const text = z.string().max(100).default('')
const Form = z.object({
  ...{ 'care-plan': text, 'care-and-support-plan': text, review: text, other: text },
  ...{ 'message-attachment': text, 'signature-scan': text },
})
const long = z.string().max(50_000).default('')
const HoldingThing = z.object({
  kind: z.enum(['', ...HELD_KINDS]).default(''),
  ...{ person: long, conversation: long, agreement: long, 'hold-reason': long },
})
const Params = z.object({ id: z.uuid() })
const Holding = z.object({ covers: z.enum(['document', 'person']), 'hold-reason': z.string().max(50_000).default('') })
const Query = z.object({ after: z.uuid().optional() })
const ROWS = 50
const config = { permission: 'documents.retain' } as const
const seeing = { permission: 'documents.view' } as const

/** How long documents are kept, what is on hold, and what has gone. */
export function mountRetention(app: FastifyInstance, web: Web): void {
  app.get('/documents/retention', { config: { ...seeing, drafts: true } }, (request, reply) =>
    show(web, request, reply),
  )
  app.post('/documents/retention', { config }, async (request, reply) => {
    const typed = web.parse(Form, request.body)
    const { schedule, wrong } = readSchedule(typed)
    if (wrong.length > 0) {
      const errors = wrong.map((field) => ({ field, text: 'Years must be a whole number from 1 to 100, or empty' }))
      return show(web, request, reply, { values: typed, errors })
    }
    await web.inWork(request, (work) => keepSchedule(work, schedule))
    web.flash(reply, 'Schedule saved. Look at what it would let go, then start it')
    return reply.redirect(ADDRESS, 303)
  })
  const binding = { ...config, stepUp: 'start disposing of documents' }
  app.post('/documents/retention/start', { config: binding }, async (request, reply) => {
    await web.inWork(request, startDisposing)
    web.flash(reply, 'Disposing starts tonight')
    return reply.redirect(ADDRESS, 303)
  })
  app.post('/documents/retention/stop', { config }, async (request, reply) => {
    await web.inWork(request, stopDisposing)
    web.flash(reply, 'Nothing is disposed of any more')
    return reply.redirect(ADDRESS, 303)
  })
  app.get('/documents/disposals', { config: seeing }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const found = await web.read(request, (tx) => listCertificates(tx, after, ROWS + 1))
    const page = (
      <CertificatesPage certificates={found.slice(0, ROWS)} more={found.length > ROWS} view={web.view(request)} />
    )
    return web.html(reply, page)
  })
  mountHolds(app, web)
}

function mountHolds(app: FastifyInstance, web: Web): void {
  app.post('/documents/:id/hold', { config }, async (request, reply) => {
    const { id: documentId } = web.params(request, Params)
    const sent = web.parse(Holding, request.body)
    const wanted = { documentId, wholePerson: sent.covers === 'person', reason: sent['hold-reason'] }
    const outcome = await web.inWork(request, (work) => placeHold(work, wanted))
    if (!outcome.ok)
      return showDocument(web, request, reply, { values: sent, errors: [holdWords[outcome.refusal.code]] })
    web.flash(reply, 'It is on hold')
    return reply.redirect(`/council/documents/${documentId}`, 303)
  })
  app.post('/documents/holds', { config }, async (request, reply) => {
    const sent = web.parse(HoldingThing, request.body)
    const { kind } = sent
    if (kind === '')
      return show(web, request, reply, { values: sent, errors: [{ field: 'kind', text: 'Select what is kept' }] })
    const wanted = { kind, typed: sent[kind], reason: sent['hold-reason'] }
    const outcome = await web.inWork(request, (work) => holdThing(work, wanted))
    if (!outcome.ok)
      return show(web, request, reply, { values: sent, errors: [thingError(outcome.refusal.code, kind)] })
    web.flash(reply, 'It is on hold')
    return reply.redirect(ADDRESS, 303)
  })
  app.post('/documents/holds/:id/lifting', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => liftHold(work, id))
    web.flash(reply, outcome.ok ? 'The hold is lifted' : 'Somebody has lifted it already')
    return reply.redirect(ADDRESS, 303)
  })
}

const NAMES: Readonly<Record<HeldKind, readonly [missing: string, unknown: string]>> = {
  person: ['Enter the reference of the person', 'Nobody has this reference'],
  conversation: [
    'Enter the address of the conversation',
    'There is no conversation at this address that you may read. Copy it from the address bar',
  ],
  agreement: ['Enter the reference of the agreement', 'No agreement has this reference'],
}

function thingError(code: HoldThingRefusal['code'], kind: HeldKind): FieldError {
  if (code === 'reason-missing' || code === 'reason-too-long') return holdWords[code]
  const [missing, unknown] = NAMES[kind]
  return { field: kind, text: code === 'nothing-named' ? missing : unknown }
}

type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const [rules, documents, files, holds, disposing] = await web.read(request, (tx) =>
    Promise.all([listRules(tx), previewDisposal(tx, today), previewFiles(tx, today), listHolds(tx), findDisposing(tx)]),
  )
  const preview = [...documents, ...files]
  const kept = Object.fromEntries(rules.map((rule) => [rule.class, String(rule.keepYears)]))
  const form = web.form(request, { ...kept, ...refused?.values }, refused?.errors ?? [])
  const mayRetain = web.may(request, 'documents.retain')
  const page = <RetentionPage {...{ rules, preview, holds, disposing, mayRetain, form }} view={web.view(request)} />
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
