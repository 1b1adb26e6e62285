import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { breakGlass, openPerson } from '../../../commands/open-person.ts'
import { liftRestriction, nameForPerson, takeNameBack } from '../../../commands/restrict-person.ts'
import { LONGEST_REASON } from '../../../rules/restricted.ts'
import { findNeed, listLooks, listNeeds } from '../../../store/need-to-know.ts'
import { getRestricted } from '../../../store/restricted.ts'
import { DetailsPage } from '../../shared/details.tsx'
import { glassFaults, GlassForm } from '../../shared/glass.tsx'
import { glassWords, liftWords, nameWords } from '../../shared/words.ts'
import { RestrictedPersonPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const NeedParams = z.object({ id: z.uuid(), needId: z.uuid() })
const NameForm = z.object({
  email: z.string().max(300).default(''),
  'name-reason': z.string().max(20_000).default(''),
})
const LiftForm = z.object({ 'lift-reason': z.string().max(20_000).default('') })
const council = { providerId: undefined }
const address = '/restricted-people/:id'

export function mountRestrictedPerson(app: FastifyInstance, web: Web): void {
  app.get(address, { config: { permission: 'restricted.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  mountDetails(app, web)
  mountNames(app, web)
  app.post(`${address}/lifting`, { config: { permission: 'restricted.manage' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const sent = web.parse(LiftForm, request.body)
    const reason = sent['lift-reason']
    if (reason.length > LONGEST_REASON) return show(web, { request, reply }, sent, [tooLong('lift-reason')])
    const outcome = await web.inWork(request, (work) => liftRestriction(work, { personId: id, reason }))
    if (!outcome.ok) return show(web, { request, reply }, sent, [liftWords[outcome.refusal.code]])
    web.flash(reply, 'The restriction is lifted. The name is shown again')
    return reply.redirect('/council/restricted-people', 303)
  })
}

function mountDetails(app: FastifyInstance, web: Web): void {
  app.post(`${address}/glass`, { config: { permission: 'restricted.open' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const sent = web.parse(GlassForm, request.body)
    const faults = glassFaults(sent)
    if (faults.length > 0) return show(web, { request, reply }, sent, faults)
    const breaking = { personId: id, from: request.ip, reason: sent.reason, hours: Number(sent.hours) }
    const outcome = await web.inWork(request, (work) => breakGlass(work, council, breaking))
    if (!outcome.ok) return show(web, { request, reply }, sent, [glassWords[outcome.refusal.code]])
    return reply.redirect(`/council/restricted-people/${id}/details`, 303)
  })
  // Looking is recorded, so this page is the one that writes when it is read.
  app.get(`${address}/details`, { config: { permission: 'restricted.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => openPerson(work, council, { personId: id, from: request.ip }))
    const back = `/council/restricted-people/${id}`
    if (!outcome.ok) return reply.redirect(back, 303)
    return web.html(reply, <DetailsPage person={outcome.value} back={back} view={web.view(request)} />)
  })
}

function mountNames(app: FastifyInstance, web: Web): void {
  app.post(`${address}/names`, { config: { permission: 'restricted.manage' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const sent = web.parse(NameForm, request.body)
    const { email, 'name-reason': reason } = sent
    const faults = [
      ...(email.trim() === '' ? [{ field: 'email', text: 'Enter the e-mail address they sign in with' }] : []),
      ...(reason.length > LONGEST_REASON ? [tooLong('name-reason')] : []),
    ]
    if (faults.length > 0) return show(web, { request, reply }, sent, faults)
    const outcome = await web.inWork(request, (work) => nameForPerson(work, { personId: id, email, reason }))
    if (!outcome.ok) return show(web, { request, reply }, sent, [nameWords[outcome.refusal.code]])
    web.flash(reply, 'Named. They may open the details from now on')
    return reply.redirect(`/council/restricted-people/${id}`, 303)
  })
  app.post(`${address}/names/:needId/end`, { config: { permission: 'restricted.manage' } }, async (request, reply) => {
    const { id, needId } = web.params(request, NeedParams)
    await web.inWork(request, (work) => takeNameBack(work, { personId: id, needId }))
    web.flash(reply, 'Taken back. They may no longer open the details')
    return reply.redirect(`/council/restricted-people/${id}`, 303)
  })
}

function tooLong(field: string): FieldError {
  return { field, text: 'Why must be 2,000 characters or fewer' }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(
  web: Web,
  { request, reply }: Exchange,
  values: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const now = web.clock.now()
  const { accountId } = web.visitor(request)
  const mayManage = web.may(request, 'restricted.manage')
  const [person, known, care] = await web.read(request, (tx) =>
    Promise.all([
      getRestricted(tx, id),
      findNeed(tx, council, { personId: id, accountId, now }),
      mayManage ? Promise.all([listNeeds(tx, id), listLooks(tx, id)]) : undefined,
    ]),
  )
  const page = (
    <RestrictedPersonPage
      person={person}
      known={known}
      mayOpen={web.may(request, 'restricted.open')}
      care={care && { needs: care[0], looks: care[1], now }}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
