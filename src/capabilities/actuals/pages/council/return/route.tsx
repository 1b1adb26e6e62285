import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { returnHeldWeek } from '../../../commands/return-held-week.ts'
import type { ReturnRefusal } from '../../../rules/acceptance.ts'
import { getConfirmedWeek } from '../../../store/council.ts'
import { askedHeldWeek } from '../../shared/asked-week.ts'
import { ReturnPage } from './page.tsx'

const Sent = z.object({
  shownVersion: z.coerce.number().int().min(1).max(1_000_000),
  reason: z.string().max(20_000).default(''),
})
const address = '/actuals/:packageId/:weekStart/return'

export function mountReturn(app: FastifyInstance, web: Web): void {
  app.get(address, { config: { permission: 'actuals.decide', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  app.post(address, { config: { permission: 'actuals.decide' } }, async (request, reply) => {
    const week = askedHeldWeek(web, request)
    const { shownVersion, reason } = web.parse(Sent, request.body)
    const outcome = await web.inWork(request, (work) => returnHeldWeek(work, { ...week, shownVersion, reason }))
    if (!outcome.ok && outcome.refusal.code === 'not-held') {
      web.flash(reply, 'This week is a draft again: somebody returned it, or the provider took it back')
      return reply.redirect('/council/actuals/held', 303)
    }
    if (!outcome.ok) return show(web, { request, reply }, { reason, error: words[outcome.refusal.code] })
    web.flash(reply, 'Week returned. The provider sees why beside it')
    return reply.redirect(outcome.value === 'held' ? '/council/actuals/held' : '/council/actuals/exceptions', 303)
  })
}

const words = {
  'not-held': { field: 'main-content', text: 'This week is a draft already' },
  taken: {
    field: 'main-content',
    text: 'This week is on an invoice or in a payment. Ask the provider to amend it: the difference becomes an adjustment',
  },
  changed: { field: 'main-content', text: 'The provider changed this week since you opened the page. Read it again' },
  'reason-missing': { field: 'reason', text: 'Enter what the provider must correct or explain' },
  'reason-long': { field: 'reason', text: 'The reason must be 2,000 characters or fewer' },
} satisfies Record<ReturnRefusal['code'], FieldError>

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly reason: string; readonly error: FieldError }

async function show(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const only = askedHeldWeek(web, request)
  const week = await web.read(request, (tx) => getConfirmedWeek(tx, only))
  const form =
    refused === undefined ? web.form(request) : web.form(request, { reason: refused.reason }, [refused.error])
  return web.html(
    reply,
    <ReturnPage view={web.view(request)} form={form} week={week} />,
    refused === undefined ? 200 : 422,
  )
}
