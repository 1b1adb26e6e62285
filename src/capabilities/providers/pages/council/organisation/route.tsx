import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { listChanges, listWaiting } from '../../../store/changes.ts'
import { getOrganisation, listContacts, listServices } from '../../../store/organisation.ts'
import { InstantCursor, pageOf } from '../../shared/cursor.ts'
import { OrganisationPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ after: InstantCursor.optional() })
const ROWS = 50

export function mountOrganisation(app: FastifyInstance, web: Web): void {
  app.get('/organisations/:id', { config: { permission: 'organisation.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { after } = web.parse(Query, request.query)
    const [organisation, contacts, services, waiting, changes] = await web.read(request, (tx) =>
      Promise.all([
        getOrganisation(tx, id),
        listContacts(tx, id),
        listServices(tx, id),
        listWaiting(tx, id),
        listChanges(tx, id, { after, rows: ROWS }),
      ]),
    )
    const { shown, next } = pageOf(changes, ROWS)
    const details = {
      organisation,
      contacts,
      services,
      waiting,
      changes: shown,
      next,
      mayAct: web.may(request, 'acting.start'),
    }
    return web.html(reply, <OrganisationPage {...details} view={web.view(request)} />)
  })
}
