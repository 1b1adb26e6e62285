import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../platform/web/web.ts'
import { gate, hashToken, type Access } from '../../commands/access.ts'
import { sessionCookie } from '../../commands/cookies.ts'
import { signOut } from '../../commands/sign-out.ts'
import { noteSeen } from '../../store/sessions.ts'
import { dropCookie } from './cookies.ts'
import { SignedOutPage } from './sign-in/page.tsx'

export function mountSession(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/', { config: { permission: 'public' } }, (request, reply) =>
    reply.redirect(request.visitor === null ? '/sign-in' : `/${request.visitor.face}`, 303),
  )
  app.post('/sign-out', { config: { permission: 'public' } }, async (request, reply) => {
    const token = request.cookies[sessionCookie(access)]
    if (token !== undefined) await signOut(access, token, request.ip)
    dropCookie(access, reply, sessionCookie(access))
    reply.header('clear-site-data', '"cache", "cookies", "storage"')
    return reply.redirect('/signed-out', 303)
  })
  app.get('/signed-out', { config: { permission: 'public' } }, (request, reply) =>
    web.html(reply, <SignedOutPage view={web.view(request)} />),
  )
  // The person is still there. Waited for, unlike the sign of life of a page, because it is the only thing asked.
  app.post('/session/extension', { config: { permission: 'signed-in' } }, async (request, reply) => {
    const token = request.cookies[sessionCookie(access)] ?? ''
    await access.db.write(gate, (tx) => noteSeen(tx, hashToken(token), access.clock.now()))
    return reply.code(204).send()
  })
}
