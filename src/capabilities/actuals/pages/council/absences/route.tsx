import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { ABSENCES_PAGE, getAbsence, listAbsences, listAbsenceWeeks } from '../../../store/absences.ts'
import { CouncilAbsencePage, CouncilAbsencesPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ after: z.uuid().optional() })

export function mountCouncilAbsences(app: FastifyInstance, web: Web): void {
  const config = { permission: 'actuals.view' } as const
  app.get('/actuals/absences', { config }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const found = await web.read(request, (tx) => listAbsences(tx, { providerId: undefined }, after))
    const absences = found.slice(0, ABSENCES_PAGE)
    const next = found.length > ABSENCES_PAGE ? absences.at(-1)?.id : undefined
    return web.html(reply, <CouncilAbsencesPage view={web.view(request)} {...{ absences, next }} />)
  })

  app.get('/actuals/absences/:id', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [absence, weeks] = await web.read(request, async (tx) => {
      const found = await getAbsence(tx, { providerId: undefined }, id)
      return [found, await listAbsenceWeeks(tx, found)] as const
    })
    return web.html(reply, <CouncilAbsencePage view={web.view(request)} {...{ absence, weeks }} />)
  })
}
