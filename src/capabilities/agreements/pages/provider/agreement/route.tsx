import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { readContent } from '../../../rules/content.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getAgreement, getRevision } from '../../../store/agreement.ts'
import { findPause } from '../../../store/pause.ts'
import { listSignatories } from '../../../store/signing.ts'
import { loadAgreement } from '../../shared/load.ts'
import { AgreementPage } from './page.tsx'
import { RevisionPage } from './revision-page.tsx'

const Params = z.object({ id: z.uuid() })
const RevisionParams = Params.extend({ revision: z.coerce.number().int().min(1).max(32_000) })

export function mountAgreement(app: FastifyInstance, web: Web, origin: string): void {
  app.get('/agreements/:id', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { accountId, council } = web.visitor(request)
    const today = londonToday(web.clock.now())
    const { shown, pause, signatories } = await web.read(request, async (tx) => {
      const [found, paused] = await Promise.all([loadAgreement(tx, { providerId: tx.providerId }, id), findPause(tx)])
      const waits = found.agreement.status === 'published'
      return {
        shown: found,
        pause: paused,
        signatories: waits ? await listSignatories(tx, found.agreement, today) : [],
      }
    })
    const may = {
      sign: web.may(request, 'agreements.sign') && signatories.some((one) => one.accountId === accountId),
      reject: web.may(request, 'agreements.respond'),
      signatories,
    }
    return web.html(reply, <AgreementPage {...{ shown, may, pause, council, origin }} view={web.view(request)} />)
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
      return web.html(reply, <RevisionPage {...{ agreement, offer, found, stands, origin }} view={web.view(request)} />)
    },
  )
}
