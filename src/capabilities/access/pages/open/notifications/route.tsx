import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { done } from '../../../../../core/outcome.ts'
import { isEvent, ways, type Way } from '../../../../../platform/notifications/events.ts'
import {
  findNotification,
  listChoices,
  listNotifications,
  markRead,
  saveChoices,
  type Place,
} from '../../../../../platform/notifications/store.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { NotificationChoicesPage, NotificationsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ after: z.uuid().optional() })
const Chosen = z.record(z.string(), z.string())
const ROWS = 50
const config = { permission: 'signed-in' } as const

export function mountNotifications(app: FastifyInstance, web: Web): void {
  app.get('/notifications', { config }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const found = await web.read(request, (tx) =>
      listNotifications(tx, placeOf(web, request), { after, rows: ROWS + 1 }),
    )
    const shown = found.slice(0, ROWS)
    const next = found.length > ROWS ? shown.at(-1)?.id : undefined
    const page = (
      <NotificationsPage notifications={shown} next={next} form={web.form(request)} view={web.view(request)} />
    )
    return web.html(reply, page)
  })
  app.post('/notifications/reading', { config }, async (request, reply) => {
    await web.inWork(request, async ({ tx, now }) => done(await markRead(tx, placeOf(web, request), { now })))
    web.flash(reply, 'All are marked as read')
    return reply.redirect('/notifications', 303)
  })
  app.post('/notifications/:id/reading', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    await web.inWork(request, async ({ tx, now }) => {
      const place = placeOf(web, request)
      if ((await findNotification(tx, place, id)) === undefined) throw new NotFound('notification')
      return done(await markRead(tx, place, { id, now }))
    })
    return reply.redirect('/notifications', 303)
  })
  mountChoices(app, web)
}

function mountChoices(app: FastifyInstance, web: Web): void {
  app.get('/account/notifications', { config }, async (request, reply) => {
    const { accountId, face } = web.visitor(request)
    const chosen = await web.read(request, (tx) => listChoices(tx, accountId))
    const form = web.form(request)
    return web.html(reply, <NotificationChoicesPage face={face} chosen={chosen} form={form} view={web.view(request)} />)
  })
  app.post('/account/notifications', { config }, async (request, reply) => {
    const { accountId } = web.visitor(request)
    const chosen = choicesIn(web.parse(Chosen, request.body))
    await web.inWork(request, async (work) => {
      await saveChoices(work.tx, accountId, chosen)
      await work.audit('account.notifications-chosen', { type: 'account', id: accountId })
      return done(true)
    })
    web.flash(reply, 'Your choices are saved')
    return reply.redirect('/account/notifications', 303)
  })
}

/** What the form does not offer is left as it is. */
function choicesIn(sent: Readonly<Record<string, string>>): ReadonlyMap<string, Way> {
  return new Map(
    Object.entries(sent).flatMap(([event, value]) => {
      const way = ways.find((one) => one === value)
      return isEvent(event) && way !== undefined ? [[event, way] as const] : []
    }),
  )
}

function placeOf(web: Web, request: FastifyRequest): Place {
  const { accountId, scope } = web.visitor(request)
  return { accountId, providerId: scope.role === 'portal_council' ? null : scope.providerId }
}
