import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { changeSignInSettings, MOST_LINKS, type SignInSettingsRefusal } from '../../../commands/sign-in-settings.ts'
import { rulesFor } from '../../../rules/password-policy.ts'
import type { SignInSettings } from '../../../rules/sign-in-settings.ts'
import { countAffected, getSignInSettings } from '../../../store/sign-in-settings.ts'
import { SignInCheckPage } from './check-page.tsx'
import { SignInSettingsPage } from './page.tsx'

const Entry = z.object({
  policy: z.enum(['classic', 'ncsc']),
  securityCode: z.enum(['allowed', 'not-allowed']),
  firstAccess: z.enum(['link', 'temporary-password']),
  linkHours: z.enum(['24', '48', '72', '168']),
  idleMinutes: z.enum(['5', '10', '15', '20']),
  dormantDays: z.enum(['14', '30', '60', '90']),
})
const Changing = Entry.extend({ version: z.coerce.number().int().positive() })

const refusalWords: Readonly<Record<SignInSettingsRefusal['code'], string>> = {
  changed: 'Somebody changed how people sign in just now: check it again',
  'nothing-changed': 'This is how people sign in already',
  'yourself-left-out': 'You have neither an authenticator app nor a passkey yourself: add one in My account first',
  'too-many-left-out': `More than ${String(MOST_LINKS)} people have neither an authenticator app nor a passkey: ask them to add one in My account first`,
}

export function mountSignInSettings(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people/sign-in', { config: { permission: 'people.view' } }, async (request, reply) => {
    const settings = await web.read(request, getSignInSettings)
    const mayManage = web.may(request, 'people.manage')
    return web.html(reply, <SignInSettingsPage view={web.view(request)} settings={settings} mayManage={mayManage} />)
  })
  app.get('/people/sign-in/check', { config: { permission: 'people.manage' } }, (request, reply) =>
    check(web, access, { request, reply, wanted: web.parse(Entry, request.query), errors: [] }),
  )
  app.post('/people/sign-in', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const { version, ...settings } = web.parse(Changing, request.body)
    const { origin } = access
    const outcome = await web.inWork(request, (work) => changeSignInSettings(work, { settings, version, origin }))
    if (!outcome.ok) {
      const errors = [{ field: 'affected', text: refusalWords[outcome.refusal.code] }]
      return check(web, access, { request, reply, wanted: settings, errors })
    }
    const links = outcome.value
    web.flash(reply, links === 0 ? 'Changed' : `Changed. Links on their way: ${String(links)}`)
    return reply.redirect('/council/people/sign-in', 303)
  })
}

type Checking = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly wanted: SignInSettings
  readonly errors: readonly FieldError[]
}

async function check(web: Web, { db }: Access, { request, reply, wanted, errors }: Checking): Promise<FastifyReply> {
  const { council } = web.visitor(request)
  const today = londonToday(web.clock.now())
  const oldBefore = addDays(today, -(rulesFor(['classic']).lastsDays ?? 0))
  const [saved, affected] = await Promise.all([
    web.read(request, getSignInSettings),
    db.read(gate, (tx) => countAffected(tx, { councilId: council.id, today, oldBefore })),
  ])
  const page = (
    <SignInCheckPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      saved={saved}
      wanted={wanted}
      affected={affected}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
