import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeAskWithin, type ChangeAskWithinRefusal } from '../../../commands/change-ask-within.ts'
import { LONGEST_ASK_WITHIN_DAYS } from '../../../rules/variation.ts'
import { findAskWithin } from '../../../store/ask-within.ts'
import { VariationSettingsPage } from './page.tsx'

const Form = z.object({
  days: z.string().max(1_000).default(''),
  shown: z.coerce.number().int().min(0).max(LONGEST_ASK_WITHIN_DAYS),
})

const words = {
  days: { field: 'days', text: `Enter a whole number of days from 0 to ${String(LONGEST_ASK_WITHIN_DAYS)}` },
  'changed-since': {
    field: 'days',
    text: 'Somebody changed this while you had it open. Look at it as it is now, then change it',
  },
  same: { field: 'days', text: 'That is what is set already' },
} satisfies Record<ChangeAskWithinRefusal['code'], FieldError>

export function mountVariationSettings(app: FastifyInstance, web: Web): void {
  app.get('/variation-settings', { config: { permission: 'packages.view' } }, (request, reply) =>
    show(web, request, reply),
  )
  app.post('/variation-settings', { config: { permission: 'packages.decide' } }, async (request, reply) => {
    const { days: typed, shown } = web.parse(Form, request.body)
    const days = /^\s*\d{1,3}\s*$/u.test(typed) ? Number(typed) : -1
    const outcome = await web.inWork(request, (work) => changeAskWithin(work, { shown, days }))
    if (!outcome.ok) return show(web, request, reply, { typed, error: words[outcome.refusal.code] })
    web.flash(reply, 'Saved. It holds from today')
    return reply.redirect('/council/variation-settings', 303)
  })
}

type Refused = { readonly typed: string; readonly error: FieldError }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, again?: Refused): Promise<FastifyReply> {
  const days = await web.read(request, (tx) => findAskWithin(tx, londonToday(web.clock.now())))
  const form = web.form(request, { days: again?.typed ?? String(days) }, again === undefined ? [] : [again.error])
  const mayDecide = web.may(request, 'packages.decide')
  return web.html(
    reply,
    <VariationSettingsPage {...{ days, mayDecide, form }} view={web.view(request)} />,
    again === undefined ? 200 : 422,
  )
}
