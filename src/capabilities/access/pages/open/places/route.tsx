import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { NotSignedIn } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { askForPlace } from '../../../commands/ask-for-place.ts'
import { choosePlace } from '../../../commands/choose-place.ts'
import { isOpenTo } from '../../../rules/sign-on.ts'
import { ownAddress } from '../../../rules/sign-in.ts'
import { listPlaces, type Place } from '../../../store/accounts.ts'
import { findLastPlace } from '../../../store/workplaces.ts'
import { keepSessionCookie, sessionOf } from '../cookies.ts'
import { homeAt, policiesAt } from '../home.ts'
import { PlaceAskedPage, PlacesPage } from './page.tsx'

const Query = z.object({ return: z.string().default('') })
const Form = z.object({ place: z.string().default(''), return: z.string().default('') })
const notChosen: FieldError = { field: 'place', text: 'Select where you want to work' }

/** Public to the door only: both pages need a live session, which has no visitor until a place is chosen. */
export function mountPlaces(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/places', { config: { permission: 'public' } }, (request, reply) =>
    showPlaces(web, access, { request, reply, returnTo: web.parse(Query, request.query).return, errors: [] }),
  )
  app.post('/places', { config: { permission: 'public' } }, async (request, reply) => {
    const session = await sessionOf(access, request)
    if (session === undefined) throw new NotSignedIn()
    const { place, return: returnTo } = web.parse(Form, request.body)
    const { token, accountId, through } = session
    const outcome = await choosePlace(access, { token, accountId, membershipId: place, through })
    if (!outcome.ok) {
      if (outcome.refusal.code === 'must-change-password') return reply.redirect('/sign-in/new-password', 303)
      if (outcome.refusal.code === 'policies-due') return reply.redirect(policiesAt(place, ownAddress(returnTo)), 303)
      return showPlaces(web, access, { request, reply, returnTo, errors: [notChosen] })
    }
    keepSessionCookie(access, reply, outcome.value.token)
    return reply.redirect(homeAt(outcome.value.place.face, ownAddress(returnTo)), 303)
  })
  mountAsking(app, web, access)
}

function mountAsking(app: FastifyInstance, web: Web, access: Access): void {
  app.post('/places/asking', { config: { permission: 'public' } }, async (request, reply) => {
    const session = await sessionOf(access, request)
    if (session === undefined) throw new NotSignedIn()
    const { accountId } = session
    if (!(await askForPlace(access, { accountId, address: request.ip }))) return reply.redirect('/places', 303)
    return reply.redirect('/places/asked', 303)
  })
  app.get('/places/asked', { config: { permission: 'public' } }, async (request, reply) => {
    if ((await sessionOf(access, request)) === undefined) throw new NotSignedIn()
    return web.html(reply, <PlaceAskedPage view={web.view(request)} />)
  })
}

/** A place of theirs that another way in opens: their organisation's own sign-in. */
function isElsewhere(through: string | null) {
  return (place: Place): boolean => place.connectionId !== null && !isOpenTo(place, through)
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly returnTo: string
  readonly errors: readonly FieldError[]
}

async function showPlaces(web: Web, access: Access, showing: Showing): Promise<FastifyReply> {
  const { request, reply, errors } = showing
  const session = await sessionOf(access, request)
  if (session === undefined) throw new NotSignedIn()
  const today = londonToday(access.clock.now())
  const [all, last] = await access.db.read(gate, (tx) =>
    Promise.all([listPlaces(tx, session.accountId, today), findLastPlace(tx, session.accountId)]),
  )
  const places = all.filter((place) => isOpenTo(place, session.through))
  const form = web.form(request, { place: places.find(({ last }) => last)?.membershipId ?? '' }, errors)
  const page = (
    <PlacesPage
      view={web.view(request)}
      form={form}
      places={places}
      elsewhere={all.filter(isElsewhere(session.through))}
      mayAsk={last !== undefined}
      returnTo={ownAddress(showing.returnTo)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
