import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../platform/web/web.ts'
import { gate, hashToken, type Access } from '../../commands/access.ts'
import { sessionCookie, setUpCookie, signOnCookie, stepCookie } from '../../commands/cookies.ts'
import { signOut } from '../../commands/sign-out.ts'
import { noteSeen } from '../../store/sessions.ts'
import { findWay } from '../../store/sign-on/connections.ts'
import { dropCookie } from './cookies.ts'
import { SignedOutPage } from './sign-in/page.tsx'

/** The organisation's own sign-in that the session came through. */
const Through = z.object({ with: z.uuid() })

export function mountSession(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/', { config: { permission: 'public' } }, (request, reply) =>
    reply.redirect(request.visitor === null ? '/sign-in' : `/${request.visitor.face}`, 303),
  )
  app.post('/sign-out', { config: { permission: 'public' } }, async (request, reply) => {
    const token = request.cookies[sessionCookie(access)]
    const through = token === undefined ? null : await signOut(access, token, request.ip)
    for (const name of [sessionCookie, stepCookie, signOnCookie, setUpCookie]) dropCookie(access, reply, name(access))
    // Not "cookies": what makes this browser a known one would go too, and it opens nothing.
    reply.header('clear-site-data', '"cache", "storage"')
    return reply.redirect(through === null ? '/signed-out' : `/signed-out?with=${through}`, 303)
  })
  app.get('/signed-out', { config: { permission: 'public' } }, async (request, reply) => {
    const through = Through.safeParse(request.query).data?.with
    const way = through === undefined ? undefined : await access.db.read(gate, (tx) => findWay(tx, through))
    return web.html(reply, <SignedOutPage view={web.view(request)} way={way} />)
  })
  // The person is still there. Waited for, unlike the sign of life of a page, because it is the only thing asked.
  app.post('/session/extension', { config: { permission: 'signed-in' } }, async (request, reply) => {
    const token = request.cookies[sessionCookie(access)] ?? ''
    await access.db.write(gate, (tx) => noteSeen(tx, hashToken(token), access.clock.now()))
    return reply.code(204).send()
  })
}
