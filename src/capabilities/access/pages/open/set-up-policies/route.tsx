import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { acceptAtSetUp, viewSetUp, type Standing } from '../../../commands/setting-up.ts'
import { atTask, open as config, setUpAddress } from '../set-up/standing.ts'
import { SetUpPoliciesPage } from './page.tsx'

const Form = z.object({ shown: z.string().max(5_000).default(''), accepted: z.string().optional() })
const address = '/set-up/policies'
const notAccepted = { field: 'accepted', text: 'Select that you have read them and accept' }
const newer = { field: 'accepted', text: 'A newer version was published while you read. Read it, then accept it' }

export function mountSetUpPolicies(app: FastifyInstance, web: Web, access: Access): void {
  app.get(address, { config }, (request, reply) =>
    atTask(access, { request, reply }, (standing) => show(web, access, { request, reply, standing })),
  )
  app.post(address, { config }, (request, reply) =>
    atTask(access, { request, reply }, async (standing) => {
      const { shown, accepted } = web.parse(Form, request.body)
      if (accepted === undefined) return show(web, access, { request, reply, standing, error: notAccepted })
      const taken = await acceptAtSetUp(access, { standing, address: request.ip, shown: shown.split(' ') })
      return taken ? reply.redirect(setUpAddress, 303) : show(web, access, { request, reply, standing, error: newer })
    }),
  )
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly standing: Standing
  readonly error?: FieldError
}

async function show(web: Web, access: Access, { request, reply, standing, error }: Showing): Promise<FastifyReply> {
  const { due } = await viewSetUp(access, standing)
  const form = web.form(request, {}, error === undefined ? [] : [error])
  return web.html(
    reply,
    <SetUpPoliciesPage view={web.view(request)} form={form} due={due} />,
    error === undefined ? 200 : 422,
  )
}
