import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../core/errors.ts'
import { formatDays } from '../../../core/format.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Web } from '../../../platform/web/web.ts'
import { hashOf } from '../commands/calendar-feed.ts'
import { calendarFile } from '../rules/calendar-file.ts'
import { findFeed, listDeadlines } from '../store/calendar.ts'

const Params = z.object({ file: z.string().regex(/^[A-Za-z0-9_-]{43}\.ics$/) })
const DAYS_BACK = 60

type Parts = { readonly db: Db; readonly origin: string }

/** Asked for by calendar programs, which cannot sign in: the address is the proof, and opens deadlines alone. */
export function mountCalendarFile(app: FastifyInstance, web: Web, { db, origin }: Parts): void {
  const limited = { config: { permission: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } } as const
  app.get('/calendar/:file', limited, async (request, reply) => {
    const { file } = web.params(request, Params)
    const feed = await db.read({ role: 'portal_gate' }, (tx) => findFeed(tx, hashOf(file.slice(0, -'.ics'.length))))
    if (feed === undefined) throw new NotFound('calendar')
    const now = web.clock.now()
    const since = new Date(now.getTime() - DAYS_BACK * 86_400_000)
    const deadlines = await db.read({ role: 'portal_provider', ...feed }, (tx) => listDeadlines(tx, since))
    const events = deadlines.map(({ id, name, startsOn, endsOn, submitBy }) => ({
      id: `${id}@provider-portal`,
      at: submitBy,
      title: `Confirm actuals: ${name}`,
      text: `The weeks of ${formatDays({ from: startsOn, until: endsOn })} are due. What is confirmed later is paid in a later period.`,
      address: `${origin}/provider/actuals`,
    }))
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="deadlines.ics"')
      .send(calendarFile('Provider Portal deadlines', events, now))
  })
}
