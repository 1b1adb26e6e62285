import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { csvText, type CsvCell } from '../../../../../core/csv.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { policyNames } from '../../../rules/policy.ts'
import { listAcceptances, listPolicies, type AcceptanceRow } from '../../../store/policies.ts'
import { AcceptancesPage } from './page.tsx'

const ROWS = 50
/** More than a council has people; a report that is cut off would be wrong without saying so. */
const REPORT_ROWS = 100_000
const Query = z.object({
  missing: z.enum(['yes']).optional(),
  name: z.string().max(300).optional(),
  after: z.uuid().optional(),
  kind: z.string().max(20).optional(),
})
const config = { permission: 'people.view' } as const

export function mountAcceptances(app: FastifyInstance, web: Web): void {
  app.get('/people/policies', { config }, async (request, reply) => {
    const { missing, name, after: id, kind } = web.parse(Query, request.query)
    const after = name === undefined || id === undefined || kind === undefined ? undefined : { name, id, kind }
    const today = londonToday(web.clock.now())
    const filter = { onlyMissing: missing === 'yes', today, after, rows: ROWS + 1 }
    const [policies, found] = await web.read(request, (tx) =>
      Promise.all([listPolicies(tx), listAcceptances(tx, filter)]),
    )
    const page = (
      <AcceptancesPage
        view={web.view(request)}
        policies={policies}
        acceptances={found.slice(0, ROWS)}
        onlyMissing={missing === 'yes'}
        mayManage={web.may(request, 'people.manage')}
        next={found.length > ROWS ? nextPage(found[ROWS - 1], missing) : undefined}
      />
    )
    return web.html(reply, page)
  })
  app.get('/people/policies.csv', { config }, async (request, reply) => {
    const filter = { onlyMissing: false, today: londonToday(web.clock.now()), after: undefined, rows: REPORT_ROWS }
    const rows = await web.read(request, (tx) => listAcceptances(tx, filter))
    return reply
      .header('content-disposition', 'attachment; filename="policy-acceptance.csv"')
      .type('text/csv; charset=utf-8')
      .send(
        csvText([
          ['Name', 'Email', 'Works for', 'Policy', 'Newest version', 'Accepted version', 'Accepted at'],
          ...rows.map(cells),
        ]),
      )
  })
}

function cells(row: AcceptanceRow): readonly CsvCell[] {
  return [
    row.name,
    row.email,
    row.provider ?? 'The council',
    policyNames[row.kind],
    String(row.version),
    row.acceptedVersion === null ? '' : String(row.acceptedVersion),
    row.acceptedAt?.toISOString() ?? '',
  ]
}

function nextPage(last: AcceptanceRow | undefined, missing: 'yes' | undefined): string | undefined {
  if (last === undefined) return undefined
  const query = new URLSearchParams({ name: last.name, after: last.membershipId, kind: last.kind })
  if (missing !== undefined) query.set('missing', missing)
  return `/council/people/policies?${query.toString()}`
}
