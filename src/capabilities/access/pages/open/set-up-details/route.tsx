import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { confirmDetails, viewSetUp, type Standing } from '../../../commands/setting-up.ts'
import { phoneFault } from '../../../rules/set-up-tasks.ts'
import { atTask, open as config, setUpAddress } from '../set-up/standing.ts'
import { SetUpDetailsPage } from './page.tsx'

const Form = z.object({ phone: z.string().max(5_000).default('') })
const address = '/set-up/details'
const malformed = { field: 'phone', text: 'Enter a telephone number, like 01603 000001 or +44 7700 900 982' }

export function mountSetUpDetails(app: FastifyInstance, web: Web, access: Access): void {
  app.get(address, { config }, (request, reply) =>
    atTask(access, { request, reply }, (standing) => show(web, access, { request, reply, standing })),
  )
  app.post(address, { config }, (request, reply) =>
    atTask(access, { request, reply }, async (standing) => {
      const phone = web.parse(Form, request.body).phone.trim()
      if (phoneFault(phone) !== undefined) return show(web, access, { request, reply, standing, typed: phone })
      await confirmDetails(access, standing, phone)
      return reply.redirect(setUpAddress, 303)
    }),
  )
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly standing: Standing
  /** What was typed and is no telephone number. */
  readonly typed?: string
}

async function show(web: Web, access: Access, { request, reply, standing, typed }: Showing): Promise<FastifyReply> {
  const facts = await viewSetUp(access, standing)
  const form = web.form(request, { phone: typed ?? facts.phone }, typed === undefined ? [] : [malformed])
  const page = <SetUpDetailsPage view={web.view(request)} form={form} facts={facts} />
  return web.html(reply, page, typed === undefined ? 200 : 422)
}
