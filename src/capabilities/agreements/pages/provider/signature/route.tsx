import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { signAgreements } from '../../../commands/sign-agreements.ts'
import { STATEMENTS } from '../../../rules/evidence.ts'
import { findOwnSigning, listSignatories } from '../../../store/signing.ts'
import { findPause } from '../../../store/pause.ts'
import { isAnswered, loadAgreement } from '../../shared/load.ts'
import { REFUSAL_WORDS } from '../refusal-words.ts'
import { SignaturePage } from './page.tsx'
import { faultsOf, SignatureFields, statementsOf, valuesOf } from './signature.ts'

const Params = z.object({ id: z.uuid() })
const Form = SignatureFields.extend({
  revision: z.coerce.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

export function mountSignature(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.sign' } as const
  app.get('/agreements/:id/signature', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, request, reply, { id, values: {}, errors: [] })
  })
  const binding = { ...config, stepUp: 'sign an agreement' }
  app.post('/agreements/:id/signature', { config: binding }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const form = web.parse(Form, request.body)
    const errors = faultsOf(form)
    if (errors.length > 0) return show(web, request, reply, { id, values: valuesOf(form), errors })

    const { provedAt } = web.visitor(request)
    const { revision, hash, signedName } = form
    const agreements = [{ id, shown: { revision, hash } }]
    const outcome = await web.inWork(request, (work) =>
      signAgreements(work, { agreements, typedName: signedName, statements: statementsOf(STATEMENTS), provedAt }),
    )
    if (outcome.ok || (outcome.refusal.code === 'already-agreed' && (await isOwn(web, request, id))))
      return reply.redirect(`/provider/agreements/${id}/response`, 303)
    // What was ticked and typed was about a text that no longer stands, so nothing of it is kept.
    const values = outcome.refusal.code === 'paused' ? valuesOf(form) : {}
    const refusal = { field: 'answer', text: REFUSAL_WORDS[outcome.refusal.code] }
    return show(web, request, reply, { id, values, errors: [refusal] })
  })
}

/** Pressed again, from a page that was shown before the first answer: the result is theirs. */
async function isOwn(web: Web, request: FastifyRequest, id: string): Promise<boolean> {
  const { accountId } = web.visitor(request)
  return (await web.read(request, (tx) => findOwnSigning(tx, accountId, [id]))) !== undefined
}

type Shown = {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { id, values, errors }: Shown) {
  const visitor = web.visitor(request)
  const today = londonToday(web.clock.now())
  const { shown, pause, signatories } = await web.read(request, async (tx) => {
    const [found, paused] = await Promise.all([loadAgreement(tx, { providerId: tx.providerId }, id), findPause(tx)])
    return { shown: found, pause: paused, signatories: await listSignatories(tx, found.agreement, today) }
  })
  if (errors.length === 0 && isAnswered(shown)) return reply.redirect(`/provider/agreements/${id}/response`, 303)
  const page = (
    <SignaturePage
      shown={shown}
      form={web.form(request, values, errors)}
      name={visitor.name}
      pause={pause}
      hasAuthority={signatories.some(({ accountId }) => accountId === visitor.accountId)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
