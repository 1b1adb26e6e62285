import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changePeopleSettings, type SettingsRefusal } from '../../../commands/people-settings.ts'
import { MOST_DOMAINS } from '../../../rules/allowed-domain.ts'
import { getPeopleSettings } from '../../../store/people-settings.ts'
import { PeopleSettingsPage } from './page.tsx'

const Entry = z.object({
  domains: z.string().max(50_000).default(''),
  twoAdministrators: z.enum(['yes']).optional(),
})
type Entry = z.infer<typeof Entry>

export function mountPeopleSettings(app: FastifyInstance, web: Web): void {
  app.get('/people/settings', { config: { permission: 'people.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  app.post('/people/settings', { config: { permission: 'people.manage', drafts: true } }, async (request, reply) => {
    const entry = web.parse(Entry, request.body)
    const changing = { domains: entry.domains, twoAdministrators: entry.twoAdministrators === 'yes' }
    const outcome = await web.inWork(request, (work) => changePeopleSettings(work, changing))
    if (!outcome.ok) return show(web, { request, reply }, { entry, error: faultOf(outcome.refusal) })
    web.flash(reply, 'Saved. The rules hold from today')
    return reply.redirect('/council/people/settings', 303)
  })
}

function faultOf(refusal: SettingsRefusal): FieldError {
  const text =
    refusal.code === 'too-many'
      ? `Enter ${String(MOST_DOMAINS)} domains at most`
      : `“${(refusal.wrong[0] ?? '').slice(0, 60)}” is not a domain. Enter what comes after the @, like nhs.net`
  return { field: 'domains', text }
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly entry: Entry; readonly error: FieldError }

async function show(web: Web, { request, reply }: At, again?: Refused): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const saved = await web.read(request, (tx) => getPeopleSettings(tx, today))
  const domains = again?.entry.domains ?? saved.domains.join('\n')
  const twoAdministrators = again === undefined ? saved.twoAdministrators : again.entry.twoAdministrators === 'yes'
  const page = (
    <PeopleSettingsPage
      view={web.view(request)}
      form={web.form(request, { domains }, again === undefined ? [] : [again.error])}
      settings={{ ...saved, twoAdministrators }}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, again === undefined ? 200 : 422)
}
