import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { draftAgreement } from '../../../commands/draft-agreement.ts'
import { listUnagreedCare } from '../../../store/unagreed.ts'
import { planMeant, PlanOfDraft } from '../../shared/plan-of-draft.ts'
import { draftWording } from '../../shared/words.ts'
import { UnagreedCarePage } from './page.tsx'

const BASE = '/council/agreements/needed'
const ROWS = 50
const After = z.object({ after: z.uuid().optional().catch(undefined) })
const Form = z.object({
  packages: z
    .string()
    .max(4_000)
    .transform((text) => text.split(' '))
    .pipe(z.array(z.uuid()).min(1).max(50)),
  ...PlanOfDraft,
})
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

/** Care that waits for its first agreement, and drafting one about all that belongs together. */
export function mountUnagreedCare(app: FastifyInstance, web: Web): void {
  app.get('/agreements/needed', { config: { permission: 'agreements.view' } }, (request, reply) =>
    show(web, { request, reply }, []),
  )
  app.post('/agreements/drafts', { config: { permission: 'agreements.publish' } }, async (request, reply) => {
    const { packages, ...plan } = web.parse(Form, request.body)
    const outcome = await web.inWork(request, (work) =>
      draftAgreement(work, { packageIds: packages, ...planMeant(plan) }),
    )
    if (!outcome.ok)
      return show(web, { request, reply }, [{ field: 'main-content', text: draftWording[outcome.refusal.code] }])
    return reply.redirect(`/council/agreements/${outcome.value.agreementId}`, 303)
  })
}

async function show(web: Web, { request, reply }: Exchange, errors: readonly FieldError[]): Promise<FastifyReply> {
  const { after } = web.parse(After, request.query)
  const found = await web.read(request, (tx) => listUnagreedCare(tx, after))
  const rows = found.slice(0, ROWS)
  const last = found.length > ROWS ? rows.at(-1) : undefined
  const page = (
    <UnagreedCarePage
      rows={rows}
      next={last === undefined ? undefined : `${BASE}?after=${last.id}`}
      mayDraft={web.may(request, 'agreements.publish')}
      form={web.form(request, {}, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
