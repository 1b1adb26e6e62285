import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { grantCode } from '../../../commands/admit-person.ts'
import { mayAnswerAtOnce } from '../../../commands/answer-at-once.ts'
import { sendRequest, withdrawRequest, type RequestRefusal } from '../../../commands/contact-request.ts'
import { permissionsOf } from '../../../rules/permissions.ts'
import { getRequest, listAskedGrants } from '../../../store/contact-requests.ts'
import { countRevealed } from '../../../store/granting.ts'
import { RequestPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
/** Asking gives nobody anything yet; sending may, where the council lets administrators invite. */
const manage = { config: { permission: 'people.manage', stepUp: false } } as const
const sending = { config: { permission: 'people.manage' } } as const

const refusalWords: Readonly<Record<RequestRefusal['code'], string>> = {
  'not-open': 'This request was sent, decided or withdrawn before',
  changed: 'Somebody changed this request: read it again',
  'nothing-asked': 'Add a permission: without one the person could see nothing',
  'asked-already': 'Somebody here has asked for this person already, and the council has not decided yet',
  'here-already': 'This person has a place with you already. Ask for a change of permissions instead',
  yourself: 'Somebody else must ask for you',
  'domain-not-allowed':
    'The council does not take email addresses of this domain. Change the details and enter the person’s address at work',
  'second-administrator-missing':
    'The council asks for two administrators at an organisation before anybody is given finance permissions. Ask for a second administrator first',
}

const sentWords = {
  requested: 'Sent to the council',
  invited: 'The invitation is on its way',
  given: 'The permissions are given',
} as const

export function mountRequest(app: FastifyInstance, web: Web, { origin }: Access): void {
  app.get('/people/requests/:id', { config: { permission: 'people.view' } }, (request, reply) =>
    show(web, { request, reply, errors: [] }),
  )
  app.post('/people/requests/:id/submission', sending, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => sendRequest(work, { id, origin }))
    if (!outcome.ok) return again(web, { request, reply }, outcome.refusal.code)
    web.flash(reply, sentWords[outcome.value])
    return reply.redirect('/provider/people', 303)
  })
  app.post('/people/requests/:id/withdrawal', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => withdrawRequest(work, id))
    if (!outcome.ok) return again(web, { request, reply }, outcome.refusal.code)
    web.flash(reply, 'Withdrawn')
    return reply.redirect('/provider/people', 303)
  })
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }

function again(web: Web, at: At, code: RequestRefusal['code']): Promise<FastifyReply> {
  return show(web, { ...at, errors: [{ field: 'grants', text: refusalWords[code] }] })
}

async function show(web: Web, { request, reply, errors }: At & { readonly errors: readonly FieldError[] }) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const { accountId } = web.visitor(request)
  const { asked, grants, revealed, atOnce } = await web.read(request, async (tx) => {
    const whose = { providerId: tx.providerId }
    const [asked, grants] = await Promise.all([getRequest(tx, whose, id), listAskedGrants(tx, whose, id)])
    const atOnce = asked.status === 'draft' && (await mayAnswerAtOnce(tx, { accountId, today }, asked, grants))
    return { asked, grants, atOnce, revealed: await countRevealed(tx, tx.providerId, grants) }
  })
  // Whoever will decide by sending it has looked through the other’s eyes, as the council does before it gives.
  if (atOnce)
    await web.note(request, (work) =>
      work.audit('people.previewed', { type: 'contact-request', id }, { grants: grants.map(grantCode) }),
    )
  const page = (
    <RequestPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      request={asked}
      grants={grants}
      revealed={revealed}
      menu={web.menu('provider', new Set(grants.flatMap(permissionsOf)))}
      answersAtOnce={atOnce}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
