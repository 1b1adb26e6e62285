import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { samlMetadata } from '../../../commands/sign-on/saml.ts'
import { takeAnswer } from '../../../commands/sign-on/take-answer.ts'
import { findConnection } from '../../../store/sign-on/connections.ts'
import { faultOf, showFault } from './route.tsx'

const Params = z.object({ id: z.uuid() })
/** As the binding names them. */
const Posted = z.object({
  SAMLResponse: z.string().max(400_000).default(''),
  RelayState: z.string().max(200).default(''),
})

/** Our side of SAML: who we are, and where a form of the service brings its answer. */
export function mountSaml(app: FastifyInstance, web: Web, access: Access): void {
  // Read by the service before the connection is in use, and the same for everybody.
  app.get('/sign-in/with/:id/metadata', { config: { permission: 'public' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const connection = await access.db.read(gate, (tx) => findConnection(tx, id))
    if (connection?.kind !== 'saml') throw new NotFound('connection')
    return reply.type('application/samlmetadata+xml; charset=utf-8').send(await samlMetadata(access, connection))
  })
  const config = { permission: 'public', crossSite: true } as const
  app.post('/sign-in/with/:id/assertion', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { SAMLResponse: answer, RelayState: relayState } = web.parse(Posted, request.body)
    const taken = await takeAnswer(access, { connectionId: id, relayState, answer })
    if (!taken.ok) return showFault(web, { request, reply }, faultOf(taken.refusal))
    return reply.redirect(`/sign-in/with/${id}/callback?answer=${taken.value.word}`, 303)
  })
}
