import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { rebindSession, stopActing } from '../../../commands/acting.ts'
import { sessionCookie } from '../../../commands/cookies.ts'
import { keepSessionCookie } from '../cookies.ts'

/** The button of the banner. After the time is over it leads home like any other link. */
export function mountActingEnd(app: FastifyInstance, web: Web, access: Access): void {
  app.post('/acting/end', { config: { permission: 'signed-in' } }, async (request, reply) => {
    const { acting, scope } = web.visitor(request)
    if (acting === undefined || scope.role === 'portal_council') return reply.redirect('/', 303)
    await web.inWork(request, (work) => stopActing(work, acting.id))
    const token = request.cookies[sessionCookie(access)] ?? ''
    keepSessionCookie(access, reply, await rebindSession(access, { token, actingId: null }))
    web.flash(reply, `You have stopped acting for ${acting.forName}`)
    return reply.redirect('/council', 303)
  })
}
