import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { NotSignedIn } from '../../../../../platform/web/faults.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { acceptPolicies, policiesDue } from '../../../commands/accept-policies.ts'
import type { Access } from '../../../commands/access.ts'
import { choosePlace } from '../../../commands/choose-place.ts'
import { mayAcceptLater } from '../../../rules/policy.ts'
import { ownAddress } from '../../../rules/sign-in.ts'
import { keepSessionCookie, sessionOf } from '../cookies.ts'
import { homeAt, placesAt } from '../home.ts'
import { PoliciesPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ return: z.string().default('') })
const Form = z.object({
  return: z.string().default(''),
  shown: z.string().max(500).default(''),
  accepted: z.string().optional(),
  later: z.string().optional(),
})
const config = { permission: 'public' } as const

const notAccepted: FieldError = { field: 'accepted', text: 'Select that you have read it and accept, to come in' }
const newer: FieldError = {
  field: 'accepted',
  text: 'A newer version was published while you read. Read it, then accept it',
}

/** Open to a session that has no place yet: this is what stands between the steps and the place. */
export function mountPolicies(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/policies/:id', { config }, (request, reply) =>
    show(web, access, { request, reply, returnTo: ownAddress(web.parse(Query, request.query).return) }),
  )
  app.post('/policies/:id', { config }, async (request, reply) => {
    const { accountId, token, through } = await ownSession(access, request)
    const { id: membershipId } = web.params(request, Params)
    const { return: back, shown, accepted, later } = web.parse(Form, request.body)
    const returnTo = ownAddress(back)
    if (later === undefined) {
      if (accepted === undefined) return show(web, access, { request, reply, returnTo, error: notAccepted })
      const accepting = { accountId, membershipId, through, shown: shown.split(' '), address: request.ip }
      const outcome = await acceptPolicies(access, accepting)
      if (!outcome.ok && outcome.refusal.code === 'newer-version')
        return show(web, access, { request, reply, returnTo, error: newer })
    }
    const placed = await choosePlace(access, { token, accountId, membershipId, through, later: later !== undefined })
    if (!placed.ok && placed.refusal.code === 'policies-due')
      return show(web, access, { request, reply, returnTo, error: notAccepted })
    if (!placed.ok) return reply.redirect(placesAt(returnTo), 303)
    keepSessionCookie(access, reply, placed.value.token)
    return reply.redirect(homeAt(placed.value.place.face, returnTo), 303)
  })
}

async function ownSession(access: Access, request: FastifyRequest) {
  const session = await sessionOf(access, request)
  if (session === undefined) throw new NotSignedIn()
  return session
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly returnTo: string
  readonly error?: FieldError
}

async function show(web: Web, access: Access, { request, reply, returnTo, error }: Showing): Promise<FastifyReply> {
  const { accountId, through } = await ownSession(access, request)
  const { id: membershipId } = web.params(request, Params)
  const due = await policiesDue(access, { accountId, membershipId, through })
  if (due === undefined) throw new NotFound('place')
  if (due.policies.length === 0) return reply.redirect(placesAt(returnTo), 303)
  const page = (
    <PoliciesPage
      view={web.view(request)}
      form={web.form(request, {}, error === undefined ? [] : [error])}
      action={`/policies/${membershipId}`}
      council={due.place.council}
      policies={due.policies}
      mayWait={mayAcceptLater(due.policies, londonToday(access.clock.now()))}
      returnTo={returnTo}
    />
  )
  return web.html(reply, page, error === undefined ? 200 : 422)
}
