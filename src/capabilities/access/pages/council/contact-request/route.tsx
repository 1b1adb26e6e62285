import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { approveRequest, refuseRequest, type DecideRefusal } from '../../../commands/decide-request.ts'
import { permissionsOf } from '../../../rules/permissions.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import type { PersonDetails } from '../../../rules/person-details.ts'
import { getRequest, listAskedGrants, type ContactRequest } from '../../../store/contact-requests.ts'
import { findPhone } from '../../../store/person-details.ts'
import { getPlace, type PlaceRow } from '../../../store/places.ts'
import { countRevealed, listHeldGrants } from '../../../store/granting.ts'
import { heldSentence } from '../../shared/request-words.tsx'
import { detailsRefusalWords } from '../details-words.ts'
import { ContactRequestPage } from './page.tsx'

const manage = { config: { permission: 'people.manage' } } as const
const Params = z.object({ id: z.uuid() })
const Version = z.coerce.number().int().positive()
const Approval = z.object({ version: Version })
const Refusal = z.object({ version: Version, reason: z.string().trim().max(1_000) })

export function mountContactRequest(app: FastifyInstance, web: Web, access: Access): void {
  const { origin } = access

  app.get('/contact-requests/:id', { config: { permission: 'people.view', drafts: true } }, (request, reply) =>
    show(web, access, { request, reply }, { values: {}, errors: [] }),
  )
  app.post('/contact-requests/:id/approval', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version } = web.parse(Approval, request.body)
    const outcome = await web.inWork(request, (work) => approveRequest(work, { id, version, origin }))
    if (!outcome.ok) return show(web, access, { request, reply }, { values: {}, errors: [wordsFor(outcome.refusal)] })
    web.flash(reply, 'Approved')
    return reply.redirect('/council/contact-requests', 303)
  })
  app.post('/contact-requests/:id/refusal', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version, reason } = web.parse(Refusal, request.body)
    const outcome = await web.inWork(request, (work) => refuseRequest(work, { id, version, reason }))
    if (!outcome.ok)
      return show(web, access, { request, reply }, { values: { reason }, errors: [wordsFor(outcome.refusal)] })
    web.flash(reply, 'Refused')
    return reply.redirect('/council/contact-requests', 303)
  })
}

function wordsFor(refusal: DecideRefusal): FieldError {
  if (refusal.code === 'reason-missing') return { field: 'reason', text: 'Enter the reason: the provider reads it' }
  if (refusal.code === 'decided-already')
    return { field: 'main-content', text: `This request is no longer open: ${refusal.by} was quicker` }
  return { field: 'decision', text: words[refusal.code] }
}
const words: Readonly<Record<Exclude<DecideRefusal['code'], 'reason-missing' | 'decided-already'>, string>> = {
  changed: 'The request changed since this page was shown: read it again',
  yourself: 'Somebody else must decide: this gives you access, or you asked for it',
  'already-here': 'The person has a place with this provider already. Refuse, and change the permissions instead',
  'domain-not-allowed':
    'The email address is not in a domain that the council takes. Refuse the request with that reason, or change the rules for providers’ people',
  'account-disabled': 'The account of this address is disabled. Find out why before you let it in again',
  'address-taken': detailsRefusalWords['address-taken'].text,
  'works-elsewhere': detailsRefusalWords['works-elsewhere'].text,
  'place-ended': 'The person has left since: refuse this request',
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }

type Entered = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(
  web: Web,
  access: Access,
  { request, reply }: At,
  { values, errors }: Entered,
): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const { asked, grants, held, revealed, place } = await web.read(request, async (tx) => {
    const asked = await getRequest(tx, { providerId: null }, id)
    const { providerId, membershipId } = asked
    const place = membershipId === null ? undefined : await getPlace(tx, membershipId)
    const grants = await listAskedGrants(tx, { providerId: null }, id)
    const [held, revealed] = await Promise.all([
      membershipId === null ? [] : listHeldGrants(tx, { providerId, membershipId }, today),
      countRevealed(tx, providerId, grants),
    ])
    return { asked, grants, held, revealed, place }
  })
  const before = await detailsBefore(access, asked, place)
  const page = (
    <ContactRequestPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      request={asked}
      before={before}
      asked={grants.map(grantSentence)}
      held={held.map((grant) => heldSentence(grant, today))}
      revealed={revealed}
      menu={web.menu('provider', new Set(grants.flatMap(permissionsOf)))}
      mayDecide={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

/** What would be corrected, as it is now; once decided it is no longer what it was. */
async function detailsBefore(
  access: Access,
  { status, corrects }: ContactRequest,
  place: PlaceRow | undefined,
): Promise<PersonDetails | undefined> {
  if (place === undefined || status !== 'requested' || corrects.length === 0) return undefined
  return { ...place, phone: await access.db.read(gate, (tx) => findPhone(tx, place.accountId)) }
}
