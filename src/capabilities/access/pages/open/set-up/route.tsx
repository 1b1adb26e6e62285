import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { rulesOf } from '../../../commands/change-password.ts'
import { findSetUp, setUpAccount } from '../../../commands/set-up-account.ts'
import { getOwnCredentials } from '../../../store/credentials.ts'
import { codeFaultWords, passwordFaultWords } from '../fault-words.ts'
import { LinkOverPage, SetUpPage } from './page.tsx'

const Params = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const Form = z.object({ password: z.string().default(''), code: z.string().default('') })

export function mountSetUp(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/set-up/:token', { config: { permission: 'public' } }, (request, reply) =>
    show(web, access, { request, reply, errors: [] }),
  )
  app.post('/set-up/:token', { config: { permission: 'public' } }, async (request, reply) => {
    const { token } = web.params(request, Params)
    const { password, code } = web.parse(Form, request.body)
    const outcome = await setUpAccount(access, {
      token,
      password,
      code: code.replaceAll(/\s/g, ''),
      address: request.ip,
    })
    if (outcome.ok) {
      web.flash(reply, 'Your sign-in is set up. Sign in with your new password and code')
      return reply.redirect('/sign-in', 303)
    }
    if (outcome.refusal.code === 'link-over') return show(web, access, { request, reply, errors: [] })
    const { rules } = outcome.refusal
    const [wrongPassword] = outcome.refusal.password
    const [wrongCode] = outcome.refusal.securityCode
    const errors = [
      ...(wrongPassword === undefined ? [] : [{ field: 'password', text: passwordFaultWords(wrongPassword, rules) }]),
      ...(wrongCode === undefined ? [] : [{ field: 'code', text: codeFaultWords[wrongCode] }]),
    ]
    return show(web, access, { request, reply, errors })
  })
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly errors: readonly FieldError[]
}

async function show(web: Web, access: Access, { request, reply, errors }: Showing): Promise<FastifyReply> {
  const { token } = web.params(request, Params)
  const accountId = await findSetUp(access, token)
  if (accountId === undefined) return web.html(reply, <LinkOverPage view={web.view(request)} />, 410)
  const { rules } = await rulesOf(access, accountId)
  const { email } = await access.db.read(gate, (tx) => getOwnCredentials(tx, accountId))
  const page = (
    <SetUpPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      action={`/set-up/${token}`}
      email={email}
      rules={rules}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
