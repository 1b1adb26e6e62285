import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { rejectAgreement, type TellBrokerage } from '../../../commands/reject-agreement.ts'
import { findPause } from '../../../store/pause.ts'
import { mayStartUndisputed } from '../../../store/settings.ts'
import { listSignatories } from '../../../store/signing.ts'
import { isAnswered, loadAgreement } from '../../shared/load.ts'
import { REFUSAL_WORDS } from '../refusal-words.ts'
import { readRejection, RejectionForm, typedIn } from './entry.ts'
import { RejectionPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

export function mountRejection(app: FastifyInstance, web: Web, tellBrokerage: TellBrokerage): void {
  const config = { permission: 'agreements.respond' } as const
  app.get('/agreements/:id/rejection', { config: { ...config, drafts: true } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, request, reply, { id, values: {}, errors: [] })
  })
  const binding = { ...config, stepUp: 'reject an agreement' }
  app.post('/agreements/:id/rejection', { config: binding }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const form = web.parse(RejectionForm, request.body)
    const { offer } = await web.read(request, (tx) => loadAgreement(tx, { providerId: tx.providerId }, id))
    const read = readRejection(form, offer.lines)
    if (!read.ok) return show(web, request, reply, { id, values: typedIn(form), errors: read.errors })

    const { revision, hash } = form
    const { rejection } = read
    const outcome = await web.inWork(request, (work) =>
      rejectAgreement(work, { agreementId: id, shown: { revision, hash }, rejection }, tellBrokerage),
    )
    if (outcome.ok) return reply.redirect(`/provider/agreements/${id}/response`, 303)
    const refusal = { field: 'answer', text: REFUSAL_WORDS[outcome.refusal.code] }
    return show(web, request, reply, { id, values: typedIn(form), errors: [refusal] })
  })
}

type Shown = {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { id, values, errors }: Shown) {
  const { accountId } = web.visitor(request)
  const today = londonToday(web.clock.now())
  const { shown, pause, mayStart } = await web.read(request, async (tx) => {
    const [found, paused, allowed] = await Promise.all([
      loadAgreement(tx, { providerId: tx.providerId }, id),
      findPause(tx),
      mayStartUndisputed(tx, today),
    ])
    const signatories = allowed ? await listSignatories(tx, found.agreement, today) : []
    return { shown: found, pause: paused, mayStart: signatories.some((one) => one.accountId === accountId) }
  })
  if (errors.length === 0 && isAnswered(shown)) return reply.redirect(`/provider/agreements/${id}/response`, 303)
  const page = (
    <RejectionPage
      shown={shown}
      form={web.form(request, values, errors)}
      pause={pause}
      mayStart={mayStart}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
