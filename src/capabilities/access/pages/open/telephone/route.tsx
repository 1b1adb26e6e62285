import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { changePhone } from '../../../commands/change-phone.ts'
import { phoneFault } from '../../../rules/set-up-tasks.ts'
import { findPhone } from '../../../store/person-details.ts'
import { personFaultWords } from '../../shared/person-details-entry.ts'
import { TelephonePage } from './page.tsx'

const Form = z.object({ phone: z.string().max(5_000).trim().default('') })
const address = '/account/telephone'
/** Whoever has an open session of somebody else's must not become the one whom the council rings. */
const config = { permission: 'signed-in', stepUp: 'change your telephone number' } as const

export function mountTelephone(app: FastifyInstance, web: Web, access: Access): void {
  app.get(address, { config: { permission: 'signed-in' } }, async (request, reply) => {
    const { accountId } = web.visitor(request)
    return show(web, { request, reply }, await access.db.read(gate, (tx) => findPhone(tx, accountId)))
  })
  app.post(address, { config }, async (request, reply) => {
    const { accountId } = web.visitor(request)
    const { phone } = web.parse(Form, request.body)
    if (phoneFault(phone) !== undefined) return show(web, { request, reply, wrong: true }, phone)
    await changePhone(access, { accountId, phone, address: request.ip })
    web.flash(reply, 'Your telephone number is saved')
    return reply.redirect('/account', 303)
  })
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly wrong?: boolean }

function show(web: Web, { request, reply, wrong = false }: At, phone: string): FastifyReply {
  const form = web.form(request, { phone }, wrong ? [personFaultWords['phone-not-a-number']] : [])
  return web.html(reply, <TelephonePage view={web.view(request)} form={form} />, wrong ? 422 : 200)
}
