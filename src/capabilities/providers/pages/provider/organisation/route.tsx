import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { listWaiting } from '../../../store/changes.ts'
import { getOrganisation, listContacts, listServices } from '../../../store/organisation.ts'
import { OrganisationPage } from './page.tsx'

export function mountOrganisation(app: FastifyInstance, web: Web): void {
  app.get('/organisation', { config: { permission: 'organisation.view' } }, async (request, reply) => {
    const [organisation, contacts, services, waiting] = await web.read(request, (tx) =>
      Promise.all([
        getOrganisation(tx, tx.providerId),
        listContacts(tx, tx.providerId),
        listServices(tx, tx.providerId),
        listWaiting(tx, tx.providerId),
      ]),
    )
    const { scope, council } = web.visitor(request)
    const page = (
      <OrganisationPage
        organisation={organisation}
        contacts={contacts}
        services={services}
        waiting={waiting}
        mayChange={web.may(request, 'organisation.change') && scope.role === 'portal_provider'}
        councilName={council.name}
        view={web.view(request)}
      />
    )
    return web.html(reply, page)
  })
}
