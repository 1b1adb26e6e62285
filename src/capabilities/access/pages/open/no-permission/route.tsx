import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { askToBeAllowed, grantersFor } from '../../../commands/ask-for-permission.ts'
import type { Access } from '../../../commands/access.ts'
import { permissionInWords, permissionOn } from '../../../rules/permission-words.ts'
import { NoPermissionPage, PermissionAskedPage } from './page.tsx'

const Params = z.object({ permission: z.string().max(60) })
const config = { permission: 'signed-in' } as const

export function mountNoPermission(app: FastifyInstance, web: Web, access: Access): void {
  const address = '/no-permission/:permission'
  app.get(address, { config }, async (request, reply) => {
    const permission = permissionIn(web, request)
    const granters = await grantersFor(access, askerOf(web, request))
    const page = (
      <NoPermissionPage
        view={web.view(request)}
        form={web.form(request)}
        permission={permission}
        words={permissionInWords(permission)}
        granters={granters.map(({ name }) => name)}
      />
    )
    return web.html(reply, page)
  })
  app.post(address, { config }, async (request, reply) => {
    const permission = permissionIn(web, request)
    await askToBeAllowed(access, { ...askerOf(web, request), name: web.visitor(request).name, wants: permission })
    return reply.redirect(`/no-permission/${permission}/asked`, 303)
  })
  app.get(`${address}/asked`, { config }, (request, reply) => {
    const words = permissionInWords(permissionIn(web, request))
    return web.html(reply, <PermissionAskedPage view={web.view(request)} words={words} />)
  })
}

function permissionIn(web: Web, request: FastifyRequest) {
  const known = permissionOn(web.visitor(request).face, web.params(request, Params).permission)
  if (known === undefined) throw new NotFound('permission')
  return known
}

function askerOf(web: Web, request: FastifyRequest) {
  const { accountId, scope } = web.visitor(request)
  const providerId = scope.role === 'portal_council' ? undefined : scope.providerId
  return { accountId, councilId: scope.councilId, providerId }
}
