import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { acceptHeldWeek } from '../../../commands/accept-held-week.ts'
import type { AcceptanceRefusal } from '../../../rules/acceptance.ts'
import { listHeld, PAGE } from '../../../store/council.ts'
import { askedHeldWeek, weekFrom } from '../../shared/asked-week.ts'
import { HeldWeeksPage } from './page.tsx'

const Query = z.object({ week: z.string().optional(), after: z.uuid().optional() })
const Sent = z.looseObject({ shownVersion: z.coerce.number().int().min(1).max(1_000_000) })

export function mountHeld(app: FastifyInstance, web: Web): void {
  app.get('/actuals/held', { config: { permission: 'actuals.view' } }, async (request, reply) =>
    show(web, request, reply),
  )

  const address = '/actuals/:packageId/:weekStart/acceptance'
  app.post(address, { config: { permission: 'actuals.decide' } }, async (request, reply) => {
    const week = askedHeldWeek(web, request)
    const { shownVersion } = web.parse(Sent, request.body)
    const outcome = await web.inWork(request, (work) => acceptHeldWeek(work, { ...week, shownVersion }))
    if (!outcome.ok) return show(web, request, reply, outcome.refusal)
    web.flash(reply, 'Week accepted. It is paid with its period')
    return reply.redirect('/council/actuals/held', 303)
  })
}

async function show(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: AcceptanceRefusal,
): Promise<FastifyReply> {
  const { week, after } = web.parse(Query, request.query)
  const last =
    week === undefined || after === undefined
      ? undefined
      : { weekStart: weekFrom(web, request, week), packageId: after }
  const held = await web.read(request, (tx) => listHeld(tx, last))
  const errors = refusal === undefined ? [] : [{ field: 'held-weeks', text: words[refusal.code](refusal.by) }]
  const page = (
    <HeldWeeksPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      held={held.slice(0, PAGE)}
      hasMore={held.length > PAGE}
      mayAccept={web.may(request, 'actuals.decide')}
    />
  )
  return web.html(reply, page, refusal === undefined ? 200 : 422)
}

const words = {
  'not-held': (by) => `This week is not held any more. ${by} changed or accepted it`,
  changed: (by) => `${by} changed this week since you opened the page. Check the new figures before you accept them`,
} satisfies Record<AcceptanceRefusal['code'], (by: string) => FieldError['text']>
