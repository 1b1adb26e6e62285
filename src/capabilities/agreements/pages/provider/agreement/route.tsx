import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { done } from '../../../../../core/outcome.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { readContent } from '../../../rules/content.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getAgreement, getRevision, type Agreement } from '../../../store/agreement.ts'
import { findPause } from '../../../store/pause.ts'
import { hasSeen, recordSighting } from '../../../store/reminders.ts'
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
    const { shown, pause, signatories, seen } = await web.read(request, async (tx) => {
      const [found, paused] = await Promise.all([loadAgreement(tx, { providerId: tx.providerId }, id), findPause(tx)])
      const waits = found.agreement.status === 'published'
      const [may, already] = await Promise.all([
        waits ? listSignatories(tx, found.agreement, today) : [],
        hasSeen(tx, found.agreement, accountId),
      ])
      return { shown: found, pause: paused, signatories: may, seen: already }
    })
    if (!seen) await noteSighting(web, request, shown.agreement)
    const may = {
      sign: web.may(request, 'agreements.sign') && signatories.some((one) => one.accountId === accountId),
      reject: web.may(request, 'agreements.respond'),
      ask: web.may(request, 'conversations.write'),
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

/** Opening it is what the council sees as seen: once for each person and revision. */
async function noteSighting(web: Web, request: FastifyRequest, agreement: Agreement): Promise<void> {
  const { accountId, name } = web.visitor(request)
  await web.inWork(request, async ({ tx, now }) => {
    await recordSighting(tx, agreement, { accountId, name, at: now })
    return done(null)
  })
}
