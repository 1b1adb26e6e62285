import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Outcome } from '../../../../../core/outcome.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Answer } from '../../../../../platform/work.ts'
import { draftAgreement } from '../../../commands/draft-agreement.ts'
import { correctAgreement, publishAgreement } from '../../../commands/publish-agreement.ts'
import type { TellThread } from '../../../commands/thread.ts'
import { withdrawAgreement } from '../../../commands/withdraw-agreement.ts'
import { readContent } from '../../../rules/content.ts'
import type { PublishingRefusal } from '../../../rules/publishing.ts'
import { getAgreement, getRevision } from '../../../store/agreement.ts'
import { planMeant, PlanOfDraft } from '../../shared/plan-of-draft.ts'
import { draftWording, publishingWords } from '../../shared/words.ts'
import { loadForStaff } from './load.ts'
import { NotDraftedPage } from './not-drafted-page.tsx'
import { AgreementPage } from './page.tsx'
import { RevisionPage } from './revision-page.tsx'

const Params = z.object({ id: z.uuid() })
const RevisionParams = Params.extend({ revision: z.coerce.number().int().min(1).max(32_000) })
const Form = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
const Drafting = z.object(PlanOfDraft)
const Withdrawal = z.object({ reason: z.string().trim().max(10_000).default('') })
const LONGEST_REASON = 2_000
const everyone = { providerId: undefined }
const publishing = { permission: 'agreements.publish' } as const

export function mountAgreement(app: FastifyInstance, web: Web, origin: string): void {
  app.get('/agreements/:id', { config: { permission: 'agreements.view', drafts: true } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, request, reply, { id, errors: [] })
  })
  app.get(
    '/agreements/:id/revisions/:revision',
    { config: { permission: 'agreements.view' } },
    async (request, reply) => {
      const { id, revision } = web.params(request, RevisionParams)
      const [agreement, found] = await web.read(request, (tx) =>
        Promise.all([getAgreement(tx, everyone, id), getRevision(tx, { ...everyone, id, revision })]),
      )
      const offer = readContent(found.content)
      return web.html(reply, <RevisionPage {...{ agreement, found, offer, origin }} view={web.view(request)} />)
    },
  )
  app.post('/packages/:id/agreement', { config: publishing }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const meant = planMeant(web.parse(Drafting, request.body))
    const outcome = await web.inWork(request, (work) => draftAgreement(work, { packageIds: [id], ...meant }))
    if (outcome.ok) return reply.redirect(`/council/agreements/${outcome.value.agreementId}`, 303)
    const reason = draftWording[outcome.refusal.code]
    return web.html(reply, <NotDraftedPage packageId={id} reason={reason} view={web.view(request)} />, 422)
  })
}

export function mountPublishing(app: FastifyInstance, web: Web, tellThread: TellThread): void {
  app.post('/agreements/:id/publication', { config: publishing }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { hash } = web.parse(Form, request.body)
    const outcome = await web.inWork(request, (work) =>
      publishAgreement(work, { agreementId: id, shownHash: hash }, tellThread),
    )
    return answer(web, request, reply, { id, outcome, said: 'Agreement published' })
  })
  app.post('/agreements/:id/correction', { config: publishing }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { hash } = web.parse(Form, request.body)
    const outcome = await web.inWork(request, (work) =>
      correctAgreement(work, { agreementId: id, shownHash: hash }, tellThread),
    )
    return answer(web, request, reply, { id, outcome, said: 'Corrected and published again' })
  })
  app.post('/agreements/:id/withdrawal', { config: publishing }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { reason } = web.parse(Withdrawal, request.body)
    if (reason === '' || reason.length > LONGEST_REASON) {
      const text = reason === '' ? 'Enter why it is withdrawn' : 'The reason must be 2,000 characters or fewer'
      return show(web, request, reply, { id, values: { reason }, errors: [{ field: 'reason', text }] })
    }
    const outcome = await web.inWork(request, (work) =>
      withdrawAgreement(work, { agreementId: id, reason }, tellThread),
    )
    return answer(web, request, reply, { id, outcome, said: 'Agreement withdrawn' })
  })
}

type Acted = { readonly id: string; readonly outcome: Outcome<Answer, PublishingRefusal>; readonly said: string }

async function answer(web: Web, request: FastifyRequest, reply: FastifyReply, { id, outcome, said }: Acted) {
  if (!outcome.ok)
    return show(web, request, reply, { id, errors: [{ field: 'act', text: publishingWords[outcome.refusal.code] }] })
  web.flash(reply, said)
  return reply.redirect(`/council/agreements/${id}`, 303)
}

type Shown = {
  readonly id: string
  readonly values?: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { id, values = {}, errors }: Shown) {
  const today = londonToday(web.clock.now())
  const shown = await web.read(request, (tx) => loadForStaff(tx, id, today))
  // What can no longer be withdrawn has no box for a reason: the fault is then about the act.
  const faults = shown.next === undefined ? errors.map(({ text }) => ({ field: 'act', text })) : errors
  const page = (
    <AgreementPage
      shown={shown}
      form={web.form(request, values, faults)}
      mayPublish={web.may(request, 'agreements.publish')}
      council={web.visitor(request).council}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
