import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { rulesOf } from '../../../commands/change-password.ts'
import { choosePassword } from '../../../commands/set-up-account.ts'
import { passwordFaultWords } from '../fault-words.ts'
import { atTask, browserIn, open as config, setUpAddress } from '../set-up/standing.ts'
import { SetUpPasswordPage } from './page.tsx'

const Form = z.object({ password: z.string().default('') })
const address = '/set-up/password'

export function mountSetUpPassword(app: FastifyInstance, web: Web, access: Access): void {
  app.get(address, { config }, (request, reply) =>
    atTask(access, { request, reply }, ({ accountId }) => show(web, access, { request, reply, accountId }), true),
  )
  app.post(address, { config }, (request, reply) =>
    atTask(access, { request, reply }, ({ accountId }) => choose(web, access, { request, reply, accountId }), true),
  )
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly accountId: string
  readonly error?: FieldError
}

async function choose(web: Web, access: Access, { request, reply, accountId }: Showing): Promise<FastifyReply> {
  const { password } = web.parse(Form, request.body)
  if (password === '') {
    const error = { field: 'password', text: 'Enter a new password' }
    return show(web, access, { request, reply, accountId, error })
  }
  const choosing = { browser: browserIn(access, request), accountId, password, address: request.ip }
  const outcome = await choosePassword(access, choosing)
  if (outcome.ok || outcome.refusal.code === 'link-over') return reply.redirect(setUpAddress, 303)
  const [first = 'common'] = outcome.refusal.faults
  const error = { field: 'password', text: passwordFaultWords(first, outcome.refusal.rules) }
  return show(web, access, { request, reply, accountId, error })
}

async function show(web: Web, access: Access, { request, reply, accountId, error }: Showing): Promise<FastifyReply> {
  const { rules } = await rulesOf(access, accountId)
  const form = web.form(request, {}, error === undefined ? [] : [error])
  const page = <SetUpPasswordPage view={web.view(request)} form={form} rules={rules} />
  return web.html(reply, page, error === undefined ? 200 : 422)
}
