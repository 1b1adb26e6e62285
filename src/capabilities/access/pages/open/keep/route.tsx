import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { keepAccount, mayBeKept } from '../../../commands/keep-account.ts'
import { KeepOverPage, KeepPage, KeptPage } from './page.tsx'

const Params = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const config = { permission: 'public' } as const

/** Looking changes nothing: programs that open the links of a mail must not be able to keep an account. */
export function mountKeep(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/keep/:token', { config }, async (request, reply) => {
    const { token } = web.params(request, Params)
    const days = await mayBeKept(access, token)
    if (days === undefined) return web.html(reply, <KeepOverPage view={web.view(request)} />, 410)
    const page = <KeepPage view={web.view(request)} form={web.form(request)} action={`/keep/${token}`} days={days} />
    return web.html(reply, page)
  })
  app.post('/keep/:token', { config }, async (request, reply) => {
    const { token } = web.params(request, Params)
    const kept = await keepAccount(access, { token, address: request.ip })
    if (!kept.ok) return web.html(reply, <KeepOverPage view={web.view(request)} />, 410)
    return reply.redirect('/kept', 303)
  })
  app.get('/kept', { config }, (request, reply) => web.html(reply, <KeptPage view={web.view(request)} />))
}
