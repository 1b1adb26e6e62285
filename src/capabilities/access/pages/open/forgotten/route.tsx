import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { askToComeIn, losses } from '../../../commands/ask-to-come-in.ts'
import { takeTry } from '../../../commands/throttle.ts'
import { TooManyTriesPage } from '../sign-in/page.tsx'
import { AskedPage, ForgottenPage } from './page.tsx'

const Form = z.object({ email: z.string().max(5_000).default(''), loss: z.enum(losses).default('password') })

export function mountForgotten(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/forgotten', { config: { permission: 'public' } }, (request, reply) =>
    web.html(reply, <ForgottenPage view={web.view(request)} form={web.form(request, { loss: 'password' })} />),
  )
  const rateLimit = { max: 10, timeWindow: '1 minute' }
  app.post('/forgotten', { config: { permission: 'public', rateLimit } }, async (request, reply) => {
    const { email, loss } = web.parse(Form, request.body)
    if (email.trim() === '') {
      const form = web.form(request, { loss }, [{ field: 'email', text: 'Enter your email address' }])
      return web.html(reply, <ForgottenPage view={web.view(request)} form={form} />, 422)
    }
    const throttled = await takeTry(access, { address: request.ip, what: 'help' })
    if (throttled !== undefined)
      return web.html(reply, <TooManyTriesPage view={web.view(request)} until={throttled.until} />, 429)
    // Whether a letter is written or not, the answer takes as long.
    const soonest = sleep(access.refusalMilliseconds ?? 150)
    await askToComeIn(access, { email, loss, address: request.ip })
    await soonest
    return reply.redirect('/forgotten/asked', 303)
  })
  app.get('/forgotten/asked', { config: { permission: 'public' } }, (request, reply) =>
    web.html(reply, <AskedPage view={web.view(request)} />),
  )
}
