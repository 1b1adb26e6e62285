import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { keepSchedule, liftHold, placeHold, startDisposing, stopDisposing } from '../../../commands/retain.ts'
import { readSchedule } from '../../../rules/retention.ts'
import { findDisposing, listCertificates, listHolds, listRules, previewDisposal } from '../../../store/retention.ts'
import { CertificatesPage } from './certificates-page.tsx'
import { RetentionPage } from './page.tsx'

const ADDRESS = '/council/documents/retention'
const text = z.string().max(100).default('')
const Form = z.object({ 'care-plan': text, 'care-and-support-plan': text, review: text, other: text })
const Params = z.object({ id: z.uuid() })
const Holding = z.object({ covers: z.enum(['document', 'person']), reason: z.string().max(10_000).default('') })
const Query = z.object({ after: z.uuid().optional() })
const ROWS = 50
const config = { permission: 'documents.retain' } as const
const seeing = { permission: 'documents.view' } as const

/** How long documents are kept, what is on hold, and what has gone. */
export function mountRetention(app: FastifyInstance, web: Web): void {
  app.get('/documents/retention', { config: seeing }, (request, reply) => show(web, request, reply))
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
    const { covers, reason } = web.parse(Holding, request.body)
    const wanted = { documentId, wholePerson: covers === 'person', reason }
    const outcome = await web.inWork(request, (work) => placeHold(work, wanted))
    web.flash(reply, outcome.ok ? 'It is on hold' : holdWords[outcome.refusal.code])
    return reply.redirect(`/council/documents/${documentId}`, 303)
  })
  app.post('/documents/holds/:id/lifting', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => liftHold(work, id))
    web.flash(reply, outcome.ok ? 'The hold is lifted' : 'Somebody has lifted it already')
    return reply.redirect(ADDRESS, 303)
  })
}

const holdWords = {
  'reason-missing': 'Nothing was held: enter why',
  'reason-too-long': 'Nothing was held: the reason must be 500 characters or fewer',
} as const

type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const [rules, preview, holds, disposing] = await web.read(request, (tx) =>
    Promise.all([listRules(tx), previewDisposal(tx, today), listHolds(tx), findDisposing(tx)]),
  )
  const kept = Object.fromEntries(rules.map((rule) => [rule.class, String(rule.keepYears)]))
  const form = web.form(request, { ...kept, ...refused?.values }, refused?.errors ?? [])
  const mayRetain = web.may(request, 'documents.retain')
  const page = <RetentionPage {...{ rules, preview, holds, disposing, mayRetain, form }} view={web.view(request)} />
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
