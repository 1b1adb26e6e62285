import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, parseLocalDate } from '../../../../../core/dates.ts'
import { londonInstant, londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { NEAR_DAYS } from '../../../rules/package-filter.ts'
import { listCommissioned, type Changed } from '../../../store/commissioned.ts'
import { listPackagesById } from '../../../store/package.ts'
import { commissionedCsv, commissionedJson, type Stretch } from './file.ts'

const AT_ONCE = 500
const Query = z.object({
  since: z
    .string()
    .refine((text) => parseLocalDate(text) !== undefined)
    .transform((text) => parseLocalDate(text))
    .optional(),
})

/** Commissioned care for a rostering system: all of it, or with ?since=DAY what changed on that day and after. */
export function mountCommissionedCare(app: FastifyInstance, web: Web): void {
  for (const format of ['json', 'csv'] as const)
    app.get(`/commissioned-care.${format}`, { config: { permission: 'packages.view' } }, (request, reply) => {
      const { since } = web.parse(Query, request.query)
      const rows = stretches(web, request, since)
      const name = since === undefined ? 'commissioned-care' : `commissioned-care-changes-since-${since}`
      const heading = { council: web.visitor(request).council.code, madeAt: web.clock.now(), since }
      return reply
        .type(format === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}.${format}"`)
        .send(format === 'json' ? commissionedJson(heading, rows) : commissionedCsv(rows))
    })
}

async function* stretches(
  web: Web,
  request: FastifyRequest,
  day: z.infer<typeof Query>['since'],
): AsyncGenerator<Stretch> {
  const notEndedBefore = addDays(londonToday(web.clock.now()), -NEAR_DAYS)
  const since = day === undefined ? undefined : londonInstant(day, '00:00')
  let after: Changed | undefined
  do {
    const asked = { notEndedBefore, since, after, rows: AT_ONCE }
    const stretch = await web.read(request, async (tx): Promise<Stretch> => {
      const reach = { providerId: tx.providerId }
      const changed = await listCommissioned(tx, reach, asked)
      const packages = new Map(
        (
          await listPackagesById(
            tx,
            reach,
            changed.map(({ id }) => id),
          )
        ).map((care) => [care.id, care]),
      )
      return changed.flatMap((one) => {
        const care = packages.get(one.id)
        return care === undefined ? [] : [[care, one] as const]
      })
    })
    yield stretch
    after = stretch.length < AT_ONCE ? undefined : stretch.at(-1)?.[1]
  } while (after !== undefined)
}
