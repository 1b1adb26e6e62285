import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { breakGlass, openPerson } from '../../../commands/open-person.ts'
import { findNeed } from '../../../store/need-to-know.ts'
import { getServedRestricted } from '../../../store/restricted.ts'
import { DetailsPage } from '../../shared/details.tsx'
import { glassFaults, GlassForm } from '../../shared/glass.tsx'
import { glassWords } from '../../shared/words.ts'
import { RestrictedPersonPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const address = '/restricted-people/:id'

export function mountRestrictedPerson(app: FastifyInstance, web: Web): void {
  app.get(address, { config: { permission: 'restricted.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  app.post(`${address}/glass`, { config: { permission: 'restricted.open' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const sent = web.parse(GlassForm, request.body)
    const faults = glassFaults(sent)
    if (faults.length > 0) return show(web, { request, reply }, sent, faults)
    const breaking = { personId: id, from: request.ip, reason: sent.reason, hours: Number(sent.hours) }
    const outcome = await web.inWork(request, (work) => breakGlass(work, { providerId: work.tx.providerId }, breaking))
    if (!outcome.ok) return show(web, { request, reply }, sent, [glassWords[outcome.refusal.code]])
    return reply.redirect(`/provider/restricted-people/${id}/details`, 303)
  })
  // Looking is recorded, so this page is the one that writes when it is read.
  app.get(`${address}/details`, { config: { permission: 'restricted.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) =>
      openPerson(work, { providerId: work.tx.providerId }, { personId: id, from: request.ip }),
    )
    const back = `/provider/restricted-people/${id}`
    if (!outcome.ok) return reply.redirect(back, 303)
    return web.html(reply, <DetailsPage person={outcome.value} back={back} view={web.view(request)} />)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(
  web: Web,
  { request, reply }: Exchange,
  values: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const asked = { personId: id, accountId: web.visitor(request).accountId, now: web.clock.now() }
  const [person, known] = await web.read(request, (tx) =>
    Promise.all([getServedRestricted(tx, id), findNeed(tx, { providerId: tx.providerId }, asked)]),
  )
  const page = (
    <RestrictedPersonPage
      person={person}
      known={known}
      mayOpen={web.may(request, 'restricted.open')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
