import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { countForStaff, listAgreements, type AgreementFilter } from '../../../store/list.ts'
import { checkDrafts } from '../../../commands/check-drafts.ts'
import { AgreementsPage, ROWS } from './page.tsx'

const Query = z.object({
  status: z.enum(['draft', 'published', 'rejected', 'agreed', 'superseded', 'withdrawn', 'all']).default('draft'),
  q: z.string().trim().max(200).default(''),
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
    .optional(),
})

export function mountAgreements(app: FastifyInstance, web: Web): void {
  app.get('/agreements', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { status, q, after } = web.parse(Query, request.query)
    const filter: AgreementFilter = {
      // Someone who searches wants to find it, whatever its state.
      status: status === 'all' || q !== '' ? undefined : status,
      search: q === '' ? undefined : q,
      after: cursorOf(after),
      rows: ROWS,
    }
    const today = londonToday(web.clock.now())
    const shown = await web.read(request, async (tx) => {
      const [rows, queue] = await Promise.all([
        listAgreements(tx, { providerId: undefined }, filter),
        countForStaff(tx),
      ])
      const drafts = rows.filter((row) => row.status === 'draft').map(({ id }) => id)
      return { rows, queue, findings: await checkDrafts(tx, drafts, today) }
    })
    const tab = q === '' ? status : 'all'
    return web.html(reply, <AgreementsPage {...shown} tab={tab} q={q} view={web.view(request)} />)
  })
}

function cursorOf(text: string | undefined): AgreementFilter['after'] {
  const [day = '', id = ''] = text?.split('_') ?? []
  const date = parseLocalDate(day)
  return date === undefined ? undefined : { day: date, id }
}
