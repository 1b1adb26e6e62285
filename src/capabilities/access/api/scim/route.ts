import type { FastifyInstance } from 'fastify'
import type { Access } from '../../commands/access.ts'
import { mountScimGroups } from './groups.ts'
import { scimOf, type Scim } from './scim.ts'
import { listResponse, resourceTypes, schemas, serviceProviderConfig } from './shapes.ts'
import { mountScimUsers } from './users.ts'

/** SCIM 2.0 for a council's directory (docs/scim.md). The token says for which council it speaks. */
export function mountScim(app: FastifyInstance, access: Access): void {
  const scim = scimOf(access)
  const readJson = app.getDefaultJsonParser('error', 'error')
  // A directory names the type even where it sends nothing, as when it deletes.
  app.addContentTypeParser<string>('application/scim+json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void readJson(request, body, done)
  })
  mountAbout(app, scim)
  mountScimUsers(app, scim)
  mountScimGroups(app, scim)
}

function mountAbout(api: FastifyInstance, scim: Scim): void {
  const { base } = scim
  const meta = { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` }
  api.get('/scim/v2/ServiceProviderConfig', scim.options, (_request, reply) =>
    scim.send(reply, 200, { ...serviceProviderConfig, meta }),
  )
  const lists: readonly (readonly [string, readonly object[]])[] = [
    ['ResourceTypes', resourceTypes(base)],
    ['Schemas', schemas(base)],
  ]
  for (const [name, resources] of lists)
    api.get(`/scim/v2/${name}`, scim.options, (_request, reply) =>
      scim.send(reply, 200, listResponse({ total: resources.length, from: 1, resources })),
    )
}
