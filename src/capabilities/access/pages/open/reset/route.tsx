import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { rulesOf } from '../../../commands/change-password.ts'
import { findReset, resetPassword } from '../../../commands/reset-password.ts'
import { passwordFaultWords } from '../fault-words.ts'
import { ResetOverPage, ResetPage } from './page.tsx'

const Params = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const Form = z.object({ password: z.string().default('') })
const config = { permission: 'public' } as const

export function mountReset(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/reset/:token', { config }, (request, reply) => show(web, access, { request, reply }))
  app.post('/reset/:token', { config }, async (request, reply) => {
    const { token } = web.params(request, Params)
    const { password } = web.parse(Form, request.body)
    if (password === '')
      return show(web, access, { request, reply, error: { field: 'password', text: 'Enter a new password' } })
    const accountId = await findReset(access, token)
    const outcome = await resetPassword(access, { token, password, address: request.ip })
    if (outcome.ok) {
      web.flash(reply, 'Your password is changed. Sign in with it')
      return reply.redirect('/sign-in', 303)
    }
    if (outcome.refusal.code === 'link-over' || accountId === undefined) return show(web, access, { request, reply })
    const { rules } = await rulesOf(access, accountId)
    const [first = 'common'] = outcome.refusal.faults
    return show(web, access, { request, reply, error: { field: 'password', text: passwordFaultWords(first, rules) } })
  })
}

type Showing = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly error?: FieldError }

async function show(web: Web, access: Access, { request, reply, error }: Showing): Promise<FastifyReply> {
  const { token } = web.params(request, Params)
  const accountId = await findReset(access, token)
  if (accountId === undefined) return web.html(reply, <ResetOverPage view={web.view(request)} />, 410)
  const { rules } = await rulesOf(access, accountId)
  const form = web.form(request, {}, error === undefined ? [] : [error])
  const page = <ResetPage view={web.view(request)} form={form} action={`/reset/${token}`} rules={rules} />
  return web.html(reply, page, error === undefined ? 200 : 422)
}
