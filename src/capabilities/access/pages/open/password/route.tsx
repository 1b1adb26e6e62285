import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotSignedIn } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { changePassword, rulesOf, type PasswordRefusal } from '../../../commands/change-password.ts'
import { chooseOnlyPlace } from '../../../commands/choose-place.ts'
import type { PasswordRules } from '../../../rules/password-policy.ts'
import { keepSessionCookie, sessionOf } from '../cookies.ts'
import { passwordFaultWords } from '../fault-words.ts'
import { homeAt } from '../home.ts'
import { PasswordPage } from './page.tsx'

const Form = z.object({ current: z.string().default(''), next: z.string().default('') })

type Way = { readonly address: string; readonly forced: boolean; readonly after: string; readonly said: string }
const byChoice: Way = {
  address: '/account/password',
  forced: false,
  after: '/account',
  said: 'Your password is changed',
}
const byForce: Way = {
  address: '/sign-in/new-password',
  forced: true,
  after: '/places',
  said: 'Your password is changed',
}

/** An open session and a password are what a thief most likely has, so somebody shows again that it is still them. */
const byChoiceConfig = { permission: 'signed-in', stepUp: 'change your password' } as const
const byForceConfig = { permission: 'public' } as const

/** One page for both ways. The forced one is open to a session that may go nowhere else yet, so it asks for it itself. */
export function mountPassword(app: FastifyInstance, web: Web, access: Access): void {
  for (const way of [byChoice, byForce]) {
    const config = way.forced ? byForceConfig : byChoiceConfig
    app.get(way.address, { config }, async (request, reply) => {
      const { accountId } = await ownSession(access, request)
      const { rules } = await rulesOf(access, accountId)
      return show(web, { request, reply, way, rules, errors: [] })
    })
    app.post(way.address, { config }, (request, reply) => change(web, access, { request, reply, way }))
  }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly way: Way }

async function change(web: Web, access: Access, { request, reply, way }: Exchange): Promise<FastifyReply> {
  const { accountId, token, through } = await ownSession(access, request)
  const { current, next } = web.parse(Form, request.body)
  const { rules } = await rulesOf(access, accountId)
  const missing = [
    ...(current === '' ? [{ field: 'current', text: 'Enter your current password' }] : []),
    ...(next === '' ? [{ field: 'next', text: 'Enter a new password' }] : []),
  ]
  if (missing.length > 0) return show(web, { request, reply, way, rules, errors: missing })
  const outcome = await changePassword(access, { accountId, current, next, token, address: request.ip })
  if (!outcome.ok) return show(web, { request, reply, way, rules, errors: wordsFor(outcome.refusal, rules) })
  web.flash(reply, way.said)
  const only = way.forced ? await chooseOnlyPlace(access, { token, accountId, through }) : undefined
  if (only === undefined) return reply.redirect(way.after, 303)
  keepSessionCookie(access, reply, only.token)
  return reply.redirect(homeAt(only.place.face, ''), 303)
}

async function ownSession(access: Access, request: FastifyRequest) {
  const session = await sessionOf(access, request)
  if (session === undefined) throw new NotSignedIn()
  return session
}

type Showing = Exchange & { readonly rules: PasswordRules; readonly errors: readonly FieldError[] }

/** Passwords are never sent back to the page. */
function show(web: Web, { request, reply, way, rules, errors }: Showing): FastifyReply {
  const form = web.form(request, {}, errors)
  const page = <PasswordPage view={web.view(request)} form={form} rules={rules} forced={way.forced} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function wordsFor(refusal: PasswordRefusal, rules: PasswordRules): readonly FieldError[] {
  if (refusal.code === 'not-allowed') {
    const [first = 'common'] = refusal.faults
    return [{ field: 'next', text: passwordFaultWords(first, rules) }]
  }
  return [{ field: 'current', text: proofWords[refusal.code] }]
}

const proofWords = {
  'wrong-password': 'The current password is wrong',
  locked: 'The account is locked after three wrong tries. The council can unlock it',
} as const
