import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { changeCode, type CodeRefusal } from '../../../commands/change-code.ts'
import { codeFaultWords } from '../fault-words.ts'
import { ChangeCodePage } from './page.tsx'

const Form = z.object({ password: z.string().default(''), code: z.string().default('') })

const proofWords = {
  'wrong-password': 'The password is wrong',
  locked: 'The account is locked after three wrong tries. The council can unlock it',
} as const

const config = { permission: 'signed-in', stepUp: 'change your security code' } as const

export function mountSecurityCode(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/account/security-code', { config }, (request, reply) =>
    web.html(reply, <ChangeCodePage view={web.view(request)} form={web.form(request)} />),
  )
  app.post('/account/security-code', { config }, async (request, reply) => {
    const { accountId } = web.visitor(request)
    const { password, code } = web.parse(Form, request.body)
    const outcome = await changeCode(access, {
      accountId,
      password,
      code: code.replaceAll(/\s/g, ''),
      address: request.ip,
    })
    if (outcome.ok) {
      web.flash(reply, 'Your security code is changed')
      return reply.redirect('/account', 303)
    }
    const form = web.form(request, {}, [wordsFor(outcome.refusal)])
    return web.html(reply, <ChangeCodePage view={web.view(request)} form={form} />, 422)
  })
}

function wordsFor(refusal: CodeRefusal): FieldError {
  if (refusal.code !== 'not-allowed') return { field: 'password', text: proofWords[refusal.code] }
  const [first = 'not-six-digits'] = refusal.faults
  return { field: 'code', text: codeFaultWords[first] }
}
