import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readContent } from '../../../rules/content.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getAgreement, getRevision } from '../../../store/agreement.ts'
import { loadAgreement } from '../../shared/load.ts'
import { AgreementPage } from './page.tsx'
import { RevisionPage } from './revision-page.tsx'

const Params = z.object({ id: z.uuid() })
const RevisionParams = Params.extend({ revision: z.coerce.number().int().min(1).max(32_000) })

export function mountAgreement(app: FastifyInstance, web: Web): void {
  app.get('/agreements/:id', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const shown = await web.read(request, (tx) => loadAgreement(tx, { providerId: tx.providerId }, id))
    const mayRespond = web.may(request, 'agreements.respond')
    const { council } = web.visitor(request)
    return web.html(
      reply,
      <AgreementPage shown={shown} mayRespond={mayRespond} council={council} view={web.view(request)} />,
    )
  })
  app.get(
    '/agreements/:id/revisions/:revision',
    { config: { permission: 'agreements.view' } },
    async (request, reply) => {
      const { id, revision } = web.params(request, RevisionParams)
      const [agreement, found] = await web.read(request, (tx) => {
        const reach = { providerId: tx.providerId }
        return Promise.all([getAgreement(tx, reach, id), getRevision(tx, { ...reach, id, revision })])
      })
      const offer = readContent(found.content)
      const stands = agreement.revision === revision
      return web.html(
        reply,
        <RevisionPage agreement={agreement} offer={offer} found={found} stands={stands} view={web.view(request)} />,
      )
    },
  )
}
