import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { endForPerson, giveToPerson, notePreview, type GrantRefusal } from '../../../commands/grants.ts'
import { isSameGrant, type GivenGrant } from '../../../rules/given.ts'
import { permissionsOf } from '../../../rules/permissions.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import { countRevealed, listHeldGrants, listTargets, type TargetChoice } from '../../../store/granting.ts'
import { getPlace } from '../../../store/places.ts'
import { readDay, typedDay } from '../../shared/day-entry.ts'
import { GrantEntry, readGrants, ScopeQuery } from '../../shared/grant-entry.ts'
import { PersonPreviewPage } from '../person-preview/page.tsx'
import { PersonGrantsPage } from './page.tsx'

const manage = { config: { permission: 'people.manage' } } as const
const Params = z.object({ id: z.uuid() })
const GrantParams = z.object({ id: z.uuid(), grantId: z.uuid() })
const Version = z.coerce.number().int().positive()
const Entry = z.looseObject({ ...GrantEntry.shape, version: Version.optional() })
const Ending = z.object({ version: Version })

const refusalWords: Readonly<Record<GrantRefusal['code'], FieldError>> = {
  yourself: { field: 'give', text: 'Somebody else must give you permissions' },
  changed: { field: 'give', text: 'Somebody changed these permissions just now: look at them again' },
  'place-ended': { field: 'give', text: 'This place has ended' },
  'no-grant': { field: 'give', text: 'This permission has ended already' },
  'second-administrator': {
    field: 'give',
    text: 'This organisation needs two administrators before somebody may see or change its money: make a second one first',
  },
  'day-passed': { field: 'lastDay-day', text: 'The last day must be today or later' },
}

export function mountPersonGrants(app: FastifyInstance, web: Web, { origin }: Access): void {
  app.get('/people/:id/grants', manage, (request, reply) => {
    const { scope } = web.parse(ScopeQuery, request.query)
    return show(web, { request, reply }, { scope, targets: [], values: {}, errors: [] })
  })
  // Looking only: what would be seen.
  app.post('/people/:id/preview', { config: { ...manage.config, stepUp: false } }, (request, reply) =>
    preview(web, { request, reply }),
  )

  app.post('/people/:id/grants', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const entered = await read(web, request)
    const again = (errors: readonly FieldError[]) => show(web, { request, reply }, { ...entered, errors })
    if (!entered.ok) return again(entered.errors)
    const { grants, lastDay, version } = entered
    const outcome = await web.inWork(request, (work) =>
      giveToPerson(work, { membershipId: id, version, grants, lastDay }),
    )
    if (!outcome.ok) return again([refusalWords[outcome.refusal.code]])
    web.flash(reply, 'The permission is given')
    return reply.redirect(`/council/people/${id}/grants`, 303)
  })

  app.post('/people/:id/grants/:grantId/end', manage, async (request, reply) => {
    const { id, grantId } = web.params(request, GrantParams)
    const { version } = web.parse(Ending, request.body)
    const outcome = await web.inWork(request, (work) =>
      endForPerson(work, { membershipId: id, version, grantId, origin }),
    )
    if (!outcome.ok) {
      const errors = [refusalWords[outcome.refusal.code]]
      return show(web, { request, reply }, { scope: undefined, targets: [], values: {}, errors })
    }
    web.flash(reply, 'The permission has ended')
    return reply.redirect(`/council/people/${id}/grants`, 303)
  })
}

async function preview(web: Web, { request, reply }: At): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const entered = await read(web, request)
  if (!entered.ok) return show(web, { request, reply }, entered)
  const { grants, lastDay, entry, targets } = entered
  await web.inWork(request, (work) => notePreview(work, { membershipId: id, grants }))
  const today = londonToday(web.clock.now())
  const page = await web.read(request, async (tx) => {
    const place = await getPlace(tx, id)
    const { providerId } = place
    if (providerId === null) throw new NotFound('place at a provider')
    const held = await listHeldGrants(tx, { providerId, membershipId: id }, today)
    const current = held.filter(({ startsOn }) => startsOn <= today)
    const then = [...current.filter((grant) => !grants.some((one) => isSameGrant(one, grant))), ...grants]
    const [before, after] = [await countRevealed(tx, providerId, current), await countRevealed(tx, providerId, then)]
    return {
      place,
      before: { revealed: before, menu: menuOf(current) },
      after: { revealed: after, menu: menuOf(then) },
    }
  })
  function menuOf(held: readonly GivenGrant[]) {
    return web.menu('provider', new Set(held.flatMap(permissionsOf)))
  }
  return web.html(
    reply,
    <PersonPreviewPage
      view={web.view(request)}
      form={web.form(request)}
      person={page.place}
      entry={entry}
      sentences={grants.map((grant) => grantSentence({ ...grant, target: nameOf(targets, grant), endsOn: null }))}
      lastDay={lastDay}
      before={page.before}
      after={page.after}
    />,
  )
}

function nameOf(targets: readonly TargetChoice[], { contractId, serviceId }: GivenGrant): string | null {
  return targets.find(({ id }) => id === (contractId ?? serviceId))?.name ?? null
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }

/** The form as sent, against what the provider has. */
async function read(web: Web, request: FastifyRequest) {
  const { id } = web.params(request, Params)
  const body = web.parse(Entry, request.body)
  const choices = await web.read(request, async (tx) => {
    const { providerId } = await getPlace(tx, id)
    if (providerId === null) throw new NotFound('place at a provider')
    return listTargets(tx, providerId)
  })
  const given = readGrants(body, choices, { main: true })
  const boxes = typedDay(body, 'lastDay')
  const day = readLastDay(body)
  const errors = [...(given.ok ? [] : given.errors), ...(day?.error === undefined ? [] : [day.error])]
  const values = { role: body.role ?? '', mode: body.mode ?? '', ...boxes }
  const common = { scope: body.scope, values, errors }
  if (!given.ok || errors.length > 0) return { ok: false, ...common, targets: body.targets } as const
  const known = {
    entry: body,
    chosen: body.targets,
    grants: given.grants,
    lastDay: day?.day,
    version: body.version ?? 0,
  }
  return { ok: true, ...common, ...known, targets: choices } as const
}

/** Empty boxes mean for good. */
function readLastDay(body: Readonly<Record<string, unknown>>) {
  const given = Object.values(typedDay(body, 'lastDay')).some((box) => box !== '')
  return given ? readDay(body, 'lastDay', 'the last day') : undefined
}

type Entered = {
  readonly scope: GivenGrant['scope'] | undefined
  readonly targets: readonly (string | TargetChoice)[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, { request, reply }: At, entered: Entered): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const { person, grants, targets } = await web.read(request, async (tx) => {
    const person = await getPlace(tx, id)
    const { providerId } = person
    if (providerId === null) throw new NotFound('place at a provider')
    const [grants, targets] = await Promise.all([
      listHeldGrants(tx, { providerId, membershipId: id }, today),
      listTargets(tx, providerId),
    ])
    return { person, grants, targets }
  })
  const page = (
    <PersonGrantsPage
      view={web.view(request)}
      form={web.form(request, entered.values, entered.errors)}
      person={person}
      grants={grants}
      today={today}
      scope={entered.scope}
      chosenTargets={entered.targets.filter((target) => typeof target === 'string')}
      targets={targets}
    />
  )
  return web.html(reply, page, entered.errors.length > 0 ? 422 : 200)
}
