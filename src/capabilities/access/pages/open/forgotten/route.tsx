import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { askToComeIn } from '../../../commands/reset-password.ts'
import { AskedPage, ForgottenPage } from './page.tsx'

const Form = z.object({ email: z.string().max(5_000).default('') })

export function mountForgotten(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/forgotten', { config: { permission: 'public' } }, (request, reply) =>
    web.html(reply, <ForgottenPage view={web.view(request)} form={web.form(request)} />),
  )
  const rateLimit = { max: 10, timeWindow: '1 minute' }
  app.post('/forgotten', { config: { permission: 'public', rateLimit } }, async (request, reply) => {
    const { email } = web.parse(Form, request.body)
    if (email.trim() === '') {
      const form = web.form(request, {}, [{ field: 'email', text: 'Enter your email address' }])
      return web.html(reply, <ForgottenPage view={web.view(request)} form={form} />, 422)
    }
    // Whether a letter is written or not, the answer takes as long.
    const soonest = sleep(access.refusalMilliseconds ?? 150)
    await askToComeIn(access, email, request.ip)
    await soonest
    return reply.redirect('/forgotten/asked', 303)
  })
  app.get('/forgotten/asked', { config: { permission: 'public' } }, (request, reply) =>
    web.html(reply, <AskedPage view={web.view(request)} />),
  )
}
