import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeOrganisationSettings, getOrganisationSettings } from '../../../commands/change-settings.ts'
import { LONGEST_COOLING_OFF } from '../../../rules/bank.ts'
import { MAY_APPLY_AT_ONCE } from '../../../rules/fields.ts'
import { settingsText, type OrganisationSettingsRefusal } from '../../../rules/organisation-settings.ts'
import { countQueue } from '../../../store/changes.ts'
import { OrganisationSettingsPage } from './page.tsx'

const Form = z.object({
  atOnce: z.union([z.string().transform((one) => [one]), z.array(z.string().max(60)).max(50)]).default([]),
  coolingOffDays: z.string().max(1_000).default(''),
  shown: z.string().max(1_000).default(''),
})
type Typed = z.infer<typeof Form>

const words = {
  'changed-since': {
    field: 'main-content',
    text: 'Somebody changed the settings while you had them open. Look at them as they are now, then change them',
  },
  days: { field: 'coolingOffDays', text: `Enter a whole number of days from 1 to ${String(LONGEST_COOLING_OFF)}` },
  same: { field: 'main-content', text: 'That is what is set already' },
} satisfies Record<OrganisationSettingsRefusal['code'], FieldError>

export function mountOrganisationSettings(app: FastifyInstance, web: Web): void {
  app.get('/organisation-settings', { config: { permission: 'organisation.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  const changing = { permission: 'organisation.decide', stepUp: 'change how bank accounts are checked' } as const
  app.post('/organisation-settings', { config: changing }, async (request, reply) => {
    const typed = web.parse(Form, request.body)
    const atOnce = MAY_APPLY_AT_ONCE.filter((field) => typed.atOnce.includes(field))
    const days = /^\s*\d{1,3}\s*$/u.test(typed.coolingOffDays) ? Number(typed.coolingOffDays) : 0
    const outcome = await web.inWork(request, (work) =>
      changeOrganisationSettings(work, { shown: typed.shown, wanted: { atOnce, coolingOffDays: days } }),
    )
    if (!outcome.ok) return show(web, { request, reply }, { typed, error: words[outcome.refusal.code] })
    web.flash(reply, 'Saved. The settings hold from today')
    return reply.redirect('/council/organisation-settings', 303)
  })
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Typed; readonly error: FieldError }

async function show(web: Web, { request, reply }: At, again?: Refused): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const [standing, waiting] = await web.read(request, (tx) =>
    Promise.all([getOrganisationSettings(tx, today), countQueue(tx)]),
  )
  const page = (
    <OrganisationSettingsPage
      {...{ standing, waiting }}
      shown={settingsText(standing)}
      chosen={again?.typed.atOnce ?? standing.atOnce}
      mayDecide={web.may(request, 'organisation.decide')}
      form={web.form(
        request,
        { coolingOffDays: again?.typed.coolingOffDays ?? String(standing.coolingOffDays) },
        again === undefined ? [] : [again.error],
      )}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, again === undefined ? 200 : 422)
}
