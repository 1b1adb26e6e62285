import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { endCalendarFeed, hashOf, makeCalendarFeed, newFeedToken } from '../../../commands/calendar-feed.ts'
import { findOwnFeed, listDeadlines } from '../../../store/calendar.ts'
import { CalendarPage } from './page.tsx'

const seeing = { config: { permission: 'actuals.view' } } as const
const DAYS_BACK = 30

export function mountCalendar(app: FastifyInstance, web: Web, origin: string): void {
  app.get('/actuals/calendar', seeing, (request, reply) => show(web, { request, reply }))

  app.post('/actuals/calendar/feed', seeing, async (request, reply) => {
    const token = newFeedToken()
    const outcome = await web.inWork(request, (work) => makeCalendarFeed(work, token))
    // The second of two clicks made no address.
    const made = outcome.ok && outcome.value === hashOf(token).toString('hex')
    return show(web, { request, reply }, made ? `${origin}/calendar/${token}.ics` : undefined)
  })
  app.post('/actuals/calendar/feed/removal', seeing, async (request, reply) => {
    await web.inWork(request, endCalendarFeed)
    web.flash(reply, 'The address is ended. Calendars that use it stop being told')
    return reply.redirect('/provider/actuals/calendar', 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(web: Web, { request, reply }: Exchange, address?: string): Promise<FastifyReply> {
  const now = web.clock.now()
  const { accountId } = web.visitor(request)
  const since = new Date(now.getTime() - DAYS_BACK * 86_400_000)
  const [deadlines, feed] = await web.read(request, (tx) =>
    Promise.all([listDeadlines(tx, since), findOwnFeed(tx, accountId)]),
  )
  const page = (
    <CalendarPage
      view={web.view(request)}
      form={web.form(request)}
      deadlines={deadlines}
      today={londonToday(now)}
      madeAt={feed?.madeAt}
      address={address}
    />
  )
  return web.html(reply, page)
}
