import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { grantCode } from '../../../commands/admit-person.ts'
import { arrangeCover } from '../../../commands/colleague.ts'
import { isWithin } from '../../../rules/given.ts'
import { permissionsOf } from '../../../rules/permissions.ts'
import { listColleagues } from '../../../store/colleagues.ts'
import { countRevealed, listHeldGrants, type HeldGrant } from '../../../store/granting.ts'
import { findPlaceOf, getColleague } from '../../../store/places.ts'
import { readDay, typedDay } from '../../shared/day-entry.ts'
import { colleagueWords } from '../colleague-words.ts'
import { CoverPreviewPage } from '../cover-preview/page.tsx'
import { CoverPage } from './page.tsx'

const manage = { config: { permission: 'people.manage' } } as const
const Params = z.object({ id: z.uuid() })
const Entry = z.looseObject({
  by: z.uuid().optional(),
  grants: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(100)])
    .optional()
    .default([]),
})

export function mountCover(app: FastifyInstance, web: Web): void {
  app.get('/people/:id/cover', manage, (request, reply) =>
    show(web, { request, reply }, { values: {}, grants: [], errors: [] }),
  )
  app.post('/people/:id/cover', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const body = web.parse(Entry, request.body)
    const values = { by: body.by ?? '', ...typedDay(body, 'firstDay'), ...typedDay(body, 'lastDay') }
    const again = (errors: readonly FieldError[]) =>
      show(web, { request, reply }, { values, grants: body.grants, errors })
    const [first, last] = [readDay(body, 'firstDay', 'the first day'), readDay(body, 'lastDay', 'the last day')]
    if (first.day === undefined || last.day === undefined)
      return again([first.error, last.error].filter((error) => error !== undefined))
    const days = { firstDay: first.day, lastDay: last.day }
    const outcome = await web.inWork(request, (work) =>
      arrangeCover(work, { away: id, by: body.by, grantIds: body.grants, ...days }),
    )
    if (!outcome.ok) return again([colleagueWords[outcome.refusal.code]])
    web.flash(reply, 'Cover is arranged')
    return reply.redirect('/provider/people', 303)
  })
  // Looking only: what would be seen.
  app.post('/people/:id/cover/preview', { config: { ...manage.config, stepUp: false } }, (request, reply) =>
    preview(web, { request, reply }),
  )
}

async function preview(web: Web, at: At): Promise<FastifyReply> {
  const { request, reply } = at
  const { id } = web.params(request, Params)
  const body = web.parse(Entry, request.body)
  const days = { ...typedDay(body, 'firstDay'), ...typedDay(body, 'lastDay') }
  const { by } = body
  const again = (error: FieldError) =>
    show(web, at, { values: { by: by ?? '', ...days }, grants: body.grants, errors: [error] })
  if (by === undefined) return again(colleagueWords['nobody-chosen'])
  const today = londonToday(web.clock.now())
  const { away, deputy, lent, before, after } = await web.read(request, async (tx) => {
    const { providerId } = tx
    const [away, deputy] = await Promise.all([getColleague(tx, id), getColleague(tx, by)])
    const [theirs, held] = await Promise.all([
      listHeldGrants(tx, { providerId, membershipId: id }, today),
      listHeldGrants(tx, { providerId, membershipId: by }, today),
    ])
    const lent = theirs.filter((grant) => grant.covers === null && body.grants.includes(grant.id))
    const current = held.filter(({ startsOn }) => startsOn <= today)
    const sees = async (grants: readonly HeldGrant[]) => ({
      menu: web.menu('provider', new Set(grants.flatMap(permissionsOf))),
      revealed: await countRevealed(tx, providerId, grants),
    })
    return { away, deputy, lent, before: await sees(current), after: await sees([...current, ...lent]) }
  })
  if (lent.length === 0) return again(colleagueWords['nothing-chosen'])
  const preview = { type: 'membership', id: by }
  await web.note(request, (work) =>
    work.audit('people.previewed', preview, { covers: id, grants: lent.map(grantCode) }),
  )
  const form = web.form(request, days)
  return web.html(reply, <CoverPreviewPage {...{ form, away, deputy, lent, before, after }} view={web.view(request)} />)
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Entered = {
  readonly values: Readonly<Record<string, string>>
  readonly grants: readonly string[]
  readonly errors: readonly FieldError[]
}

async function show(web: Web, { request, reply }: At, { values, grants, errors }: Entered): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const { accountId } = web.visitor(request)
  const { away, deputies, held, own } = await web.read(request, async (tx) => {
    const { providerId } = tx
    const [away, deputies, held, me] = await Promise.all([
      getColleague(tx, id),
      listColleagues(tx, today),
      listHeldGrants(tx, { providerId, membershipId: id }, today),
      findPlaceOf(tx, { accountId, providerId }),
    ])
    const own = me === undefined ? [] : await listHeldGrants(tx, { providerId, membershipId: me.membershipId }, today)
    return { away, deputies, held, own }
  })
  const mine = own.filter(({ startsOn, covers }) => startsOn <= today && covers === null)
  const page = (
    <CoverPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      away={away}
      deputies={deputies.filter(({ membershipId }) => membershipId !== id)}
      lendable={held.filter((grant) => grant.covers === null && isWithin(mine, grant))}
      chosenGrants={grants}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
