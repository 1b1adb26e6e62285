import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { countAwaitingDecision, listAgreements, type AgreementFilter } from '../../../store/list.ts'
import { AgreementsPage, ROWS } from './page.tsx'

const Query = z.object({
  status: z.enum(['published', 'agreed', 'rejected', 'superseded', 'withdrawn', 'all']).default('published'),
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
    const [rows, awaiting] = await web.read(request, (tx) =>
      Promise.all([listAgreements(tx, { providerId: tx.providerId }, filter), countAwaitingDecision(tx)]),
    )
    const shown = { rows, awaiting, tab: q === '' ? status : 'all', q } as const
    const { agreementWord } = web.visitor(request).council
    return web.html(reply, <AgreementsPage {...shown} word={agreementWord} view={web.view(request)} />)
  })
}

function cursorOf(text: string | undefined): AgreementFilter['after'] {
  const [day = '', id = ''] = text?.split('_') ?? []
  const date = parseLocalDate(day)
  return date === undefined ? undefined : { day: date, id }
}
