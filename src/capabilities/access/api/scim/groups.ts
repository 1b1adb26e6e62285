import type { FastifyInstance } from 'fastify'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import { addGroup, changeGroup, deleteGroup } from '../../commands/scim/groups.ts'
import {
  filterIn,
  groupOperation,
  groupSaidIn,
  scimFault,
  type GroupSaid,
  type Operation,
  type ScimFault,
} from '../../rules/scim.ts'
import { findScimGroup, listScimGroups } from '../../store/scim/groups.ts'
import { Listing, One, Patch, Resource } from './requests.ts'
import type { Scim } from './scim.ts'
import { groupResource, listResponse } from './shapes.ts'

export function mountScimGroups(api: FastifyInstance, scim: Scim): void {
  mountReading(api, scim)
  api.post('/scim/v2/Groups', scim.options, async (request, reply) => {
    const said = groupSaidIn(Resource.parse(request.body))
    const group = await scim.work(request, async (work, { connectionId }) =>
      said.ok ? addGroup(work, connectionId, said.value) : said,
    )
    reply.header('location', `${scim.base}/Groups/${group.id}`)
    return scim.send(reply, 201, groupResource(group, scim.base, true))
  })
  api.put('/scim/v2/Groups/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    const said = groupSaidIn(Resource.parse(request.body))
    const group = await scim.work(request, async (work, { connectionId }) => {
      if (!said.ok) return said
      if (said.value.name === undefined) return refused(scimFault(400, 'invalidValue', 'displayName is missing'))
      return changeGroup(work, { connectionId, id }, [{ externalId: null, members: [], ...said.value }])
    })
    return scim.send(reply, 200, groupResource(group, scim.base, true))
  })
  api.patch('/scim/v2/Groups/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    const changes = changesIn(Patch.parse(request.body))
    await scim.work(request, async (work, { connectionId }) =>
      changes.ok ? changeGroup(work, { connectionId, id }, changes.value) : changes,
    )
    return reply.code(204).send()
  })
  api.delete('/scim/v2/Groups/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    await scim.work(request, (work, { connectionId }) => deleteGroup(work, { connectionId, id }))
    return reply.code(204).send()
  })
}

function changesIn(operations: readonly Operation[]): Outcome<readonly GroupSaid[], ScimFault> {
  const changes: GroupSaid[] = []
  for (const operation of operations) {
    const change = groupOperation(operation)
    if (!change.ok) return change
    changes.push(change.value)
  }
  return done(changes)
}

function mountReading(api: FastifyInstance, scim: Scim): void {
  api.get('/scim/v2/Groups', scim.options, async (request, reply) => {
    const { filter, startIndex: from, count: rows, excludedAttributes } = Listing.parse(request.query)
    const asked = filterIn(filter, ['displayName', 'externalId', 'id'])
    const { total, groups } = await scim.work(request, async ({ tx }, { connectionId }) =>
      asked.ok ? done(await listScimGroups(tx, { connectionId, filter: asked.value, from, rows })) : asked,
    )
    const resources = groups.map((group) => groupResource(group, scim.base, withMembers(excludedAttributes)))
    return scim.send(reply, 200, listResponse({ total, from, resources }))
  })
  api.get('/scim/v2/Groups/:id', scim.options, async (request, reply) => {
    const { id } = One.parse(request.params)
    const { excludedAttributes } = Listing.parse(request.query)
    const group = await scim.work(request, async ({ tx }, { connectionId }) => {
      const found = await findScimGroup(tx, connectionId, id)
      return found === undefined ? refused(scimFault(404, undefined, 'no such group')) : done(found)
    })
    return scim.send(reply, 200, groupResource(group, scim.base, withMembers(excludedAttributes)))
  })
}

/** Entra ID asks for a group without its thousands of members. */
function withMembers(excluded: string): boolean {
  return !excluded.split(',').some((name) => name.trim().toLowerCase() === 'members')
}
