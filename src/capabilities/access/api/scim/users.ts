import type { FastifyInstance } from 'fastify'
import { refused, done } from '../../../../core/outcome.ts'
import { addUser, changeUser, deleteUser } from '../../commands/scim/users.ts'
import { filterIn, scimFault, userPatch, userSaidIn } from '../../rules/scim.ts'
import { findScimUser, listScimUsers } from '../../store/scim/users.ts'
import { Listing, One, Patch, Resource } from './requests.ts'
import type { Scim } from './scim.ts'
import { listResponse, userResource } from './shapes.ts'

export function mountScimUsers(api: FastifyInstance, scim: Scim): void {
  mountReading(api, scim)
  api.post('/scim/v2/Users', scim.options, async (request, reply) => {
    const said = userSaidIn(Resource.parse(request.body))
    const user = await scim.work(request, async (work, { connectionId }) =>
      said.ok ? addUser(work, connectionId, said.value) : said,
    )
    reply.header('location', `${scim.base}/Users/${user.id}`)
    return scim.send(reply, 201, userResource(user, scim.base))
  })
  api.put('/scim/v2/Users/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    const said = userSaidIn(Resource.parse(request.body))
    const user = await scim.work(request, async (work, { connectionId }) => {
      if (!said.ok) return said
      if (said.value.userName === undefined) return refused(scimFault(400, 'invalidValue', 'userName is missing'))
      // What a PUT does not name goes back to nothing, as far as it is kept here.
      return changeUser(work, { connectionId, id }, { externalId: null, title: '', ...said.value })
    })
    return scim.send(reply, 200, userResource(user, scim.base))
  })
  api.patch('/scim/v2/Users/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    const said = userPatch(Patch.parse(request.body))
    const user = await scim.work(request, async (work, { connectionId }) =>
      said.ok ? changeUser(work, { connectionId, id }, said.value) : said,
    )
    return scim.send(reply, 200, userResource(user, scim.base))
  })
  api.delete('/scim/v2/Users/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    await scim.work(request, (work, { connectionId }) => deleteUser(work, { connectionId, id }))
    return reply.code(204).send()
  })
}

function mountReading(api: FastifyInstance, scim: Scim): void {
  api.get('/scim/v2/Users', scim.options, async (request, reply) => {
    const { filter, startIndex: from, count: rows } = Listing.parse(request.query)
    const asked = filterIn(filter, ['userName', 'externalId', 'id'])
    const { total, users } = await scim.work(request, async ({ tx, today }, { connectionId }) =>
      asked.ok ? done(await listScimUsers(tx, { connectionId, today, filter: asked.value, from, rows })) : asked,
    )
    const resources = users.map((user) => userResource(user, scim.base))
    return scim.send(reply, 200, listResponse({ total, from, resources }))
  })
  api.get('/scim/v2/Users/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    const user = await scim.work(request, async ({ tx, today }, { connectionId }) => {
      const found = await findScimUser(tx, id, { connectionId, today })
      return found === undefined ? refused(scimFault(404, undefined, 'no such user')) : done(found)
    })
    return scim.send(reply, 200, userResource(user, scim.base))
  })
}
