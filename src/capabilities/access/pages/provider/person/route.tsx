import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { confirmColleague, endColleague, endCover } from '../../../commands/colleague.ts'
import { startChange } from '../../../commands/contact-request.ts'
import { declineColleague } from '../../../commands/tell-of-grants.ts'
import { listWishesHere } from '../../../store/wishes.ts'
import { listHeldGrants } from '../../../store/granting.ts'
import { getColleague } from '../../../store/places.ts'
import { readDay, typedDay } from '../../shared/day-entry.ts'
import { colleagueWords } from '../colleague-words.ts'
import { ColleaguePage } from './page.tsx'

const manage = { config: { permission: 'people.manage' } } as const
/** Begins a draft, declines, or says that somebody still works here: nobody may do more or less by it. */
const harmless = { config: { permission: 'people.manage', stepUp: false } } as const
const Params = z.object({ id: z.uuid() })
const CoverParams = z.object({ id: z.uuid(), grantId: z.uuid() })
const Removal = z.looseObject({ when: z.enum(['now', 'date']).optional() })

export function mountColleague(app: FastifyInstance, web: Web, { origin }: Access): void {
  app.get('/people/:id', { config: { permission: 'people.view' } }, (request, reply) => show(web, { request, reply }))

  app.post('/people/:id/change', harmless, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => startChange(work, id))
    if (!outcome.ok)
      return show(web, { request, reply }, {}, [{ field: 'grants', text: 'Somebody else must ask for you' }])
    return reply.redirect(`/provider/people/requests/${outcome.value}`, 303)
  })

  app.post('/people/:id/removal', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const body = web.parse(Removal, request.body)
    const values = { when: body.when ?? '', ...typedDay(body, 'lastDay') }
    const again = (error: FieldError) => show(web, { request, reply }, values, [error])
    if (body.when === undefined) return again({ field: 'when', text: 'Select when the access ends' })
    const read = body.when === 'date' ? readDay(body, 'lastDay', 'the last day') : undefined
    if (read?.error !== undefined) return again(read.error)
    const lastDay = read?.day
    const outcome = await web.inWork(request, (work) => endColleague(work, { membershipId: id, lastDay, origin }))
    if (!outcome.ok) return again(colleagueWords[outcome.refusal.code])
    web.flash(reply, lastDay === undefined ? 'The access has ended' : 'The last day is noted')
    return reply.redirect('/provider/people', 303)
  })

  app.post('/people/:id/confirmation', harmless, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => confirmColleague(work, id))
    web.flash(reply, outcome.ok ? 'Confirmed for another three months' : 'This person’s access has ended already')
    return reply.redirect('/provider/people/check', 303)
  })

  app.post('/people/:id/wish-refusal', harmless, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => declineColleague(work, id))
    web.flash(reply, outcome.ok ? 'Your answer is sent' : 'Somebody has answered this already')
    return reply.redirect('/provider/people', 303)
  })

  app.post('/people/:id/covers/:grantId/end', manage, async (request, reply) => {
    const { id, grantId } = web.params(request, CoverParams)
    const outcome = await web.inWork(request, (work) => endCover(work, { membershipId: id, grantId }))
    if (!outcome.ok) return show(web, { request, reply }, {}, [colleagueWords[outcome.refusal.code]])
    web.flash(reply, 'The cover has ended')
    return reply.redirect(`/provider/people/${id}`, 303)
  })
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(
  web: Web,
  { request, reply }: At,
  values: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const [person, grants, wished] = await web.read(request, (tx) =>
    Promise.all([
      getColleague(tx, id),
      listHeldGrants(tx, { providerId: tx.providerId, membershipId: id }, today),
      listWishesHere(tx),
    ]),
  )
  const page = (
    <ColleaguePage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      person={person}
      grants={grants}
      today={today}
      isOwn={person.accountId === web.visitor(request).accountId}
      wishes={wished.filter(({ accountId }) => accountId === person.accountId).map(({ wants }) => wants)}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
