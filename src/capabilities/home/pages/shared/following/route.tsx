import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { done } from '../../../../../core/outcome.ts'
import type { Permission } from '../../../../../platform/web/visitor.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import {
  findSubject,
  isFollowed,
  listFollowed,
  recordFollowing,
  removeFollowing,
  type Followed,
  type Follower,
} from '../../../store/following.ts'
import { FollowedPage, FollowPage } from './page.tsx'

const KINDS = ['person', 'package', 'conversation'] as const
const Subject = z.object({ kind: z.enum(KINDS), id: z.uuid() })
const SEEING: Readonly<Record<Followed['kind'], Permission>> = {
  person: 'packages.view',
  package: 'packages.view',
  conversation: 'conversations.view',
}
const config = { permission: 'home.view' } as const

/** What somebody wants to hear of beside their own tasks: begun on the page of the thing, ended by one button anywhere. */
export function mountFollowing(app: FastifyInstance, web: Web, face: 'provider' | 'council'): void {
  const address = `/${face}/following`
  app.get('/following', { config }, async (request, reply) => {
    const kinds = KINDS.filter((kind) => web.may(request, SEEING[kind]))
    const subjects = await web.read(request, (tx) => listFollowed(tx, followerOf(web, request), kinds))
    const page = <FollowedPage {...{ subjects, address }} form={web.form(request)} view={web.view(request)} />
    return web.html(reply, page)
  })

  app.get('/following/:kind/:id', { config }, async (request, reply) => {
    const asked = followable(web, request)
    const by = followerOf(web, request)
    const [subject, followed] = await web.read(request, (tx) =>
      Promise.all([findSubject(tx, by, asked), isFollowed(tx, by, asked)]),
    )
    if (subject === undefined) throw new NotFound('subject')
    const page = <FollowPage {...{ subject, followed, face }} form={web.form(request)} view={web.view(request)} />
    return web.html(reply, page)
  })

  app.post('/following/:kind/:id', { config }, async (request, reply) => {
    const asked = followable(web, request)
    const outcome = await web.inWork(request, async ({ tx, now }) => {
      const by = followerOf(web, request)
      const subject = await findSubject(tx, by, asked)
      if (subject === undefined) throw new NotFound('subject')
      await recordFollowing(tx, by, asked, now)
      return done(subject.where)
    })
    web.flash(reply, 'You follow it from now on')
    return reply.redirect(`/${face}${outcome.value}`, 303)
  })

  app.post('/following/:kind/:id/end', { config }, async (request, reply) => {
    const asked = web.params(request, Subject)
    await web.inWork(request, async ({ tx }) => {
      await removeFollowing(tx, followerOf(web, request), asked)
      return done(null)
    })
    web.flash(reply, 'You do not follow it any more')
    return reply.redirect(address, 303)
  })
}

/** Nobody follows what they may not see. */
function followable(web: Web, request: FastifyRequest): Followed {
  const asked = web.params(request, Subject)
  if (!web.may(request, SEEING[asked.kind])) throw new NotFound('subject')
  return asked
}

function followerOf(web: Web, request: FastifyRequest): Follower {
  const { accountId, scope } = web.visitor(request)
  return { accountId, providerId: scope.role === 'portal_council' ? null : scope.providerId }
}
