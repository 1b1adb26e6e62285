import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { refuseRelease, releasePackage, suspendPackage } from '../../../commands/suspensions.ts'
import { getAroundPackage } from '../../../store/around-package.ts'
import { faultOfText } from '../../shared/typed-text.ts'
import { PackagePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({ reason: z.string().max(50_000).default(''), waitingFor: z.string().max(20).default('') })
const Refusal = z.object({ asked: z.iso.datetime(), answer: z.string().max(50_000).default('') })
const everyone = { providerId: undefined }

export function mountPackage(app: FastifyInstance, web: Web): void {
  const config = { permission: 'packages.decide' } as const
  app.get('/packages/:id', { config: { permission: 'packages.view', drafts: true } }, (request, reply) =>
    show(web, request, reply, { values: {}, errors: [] }),
  )
  app.post('/packages/:id/suspension', { config }, async (request, reply) => {
    const { id: packageId } = web.params(request, Params)
    const values = web.parse(Form, request.body)
    const reason = values.reason.replaceAll('\r\n', '\n').trim()
    const waitingFor = (['council', 'provider'] as const).find((side) => side === values.waitingFor)
    const errors = [
      ...faultOfText('reason', reason, 'Enter why it is suspended'),
      ...(waitingFor === undefined ? [{ field: 'waitingFor', text: 'Select whose move it is' }] : []),
    ]
    if (errors.length > 0 || waitingFor === undefined) return show(web, request, reply, { values, errors })
    const outcome = await web.inWork(request, (work) => suspendPackage(work, { packageId, reason, waitingFor }))
    web.flash(reply, outcome.ok ? 'Suspended' : 'The package is not active any more. Nothing was changed')
    return reply.redirect(`/council/packages/${packageId}`, 303)
  })
  app.post('/packages/:id/release', { config }, async (request, reply) => {
    const { id: packageId } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => releasePackage(work, packageId))
    web.flash(reply, outcome.ok ? 'Released: care can be recorded again' : 'It was released in the meantime')
    return reply.redirect(`/council/packages/${packageId}`, 303)
  })
  mountRefusal(app, web)
}

function mountRefusal(app: FastifyInstance, web: Web): void {
  const config = { permission: 'packages.decide' } as const
  app.post('/packages/:id/release-refusal', { config }, async (request, reply) => {
    const { id: packageId } = web.params(request, Params)
    const { asked, answer: typed } = web.parse(Refusal, request.body)
    const values = { answer: typed }
    const answer = typed.replaceAll('\r\n', '\n').trim()
    const errors = faultOfText('answer', answer, 'Enter why it is not released yet')
    if (errors.length > 0) return show(web, request, reply, { values, errors })
    const refusing = { packageId, askedAt: new Date(asked), answer }
    const outcome = await web.inWork(request, (work) => refuseRelease(work, refusing))
    if (!outcome.ok) return show(web, request, reply, { values, errors: [NOT_ASKED] })
    web.flash(reply, 'The provider is told why it is not released yet')
    return reply.redirect(`/council/packages/${packageId}`, 303)
  })
}

const NOT_ASKED = {
  field: 'main-content',
  text: 'It was released, answered or asked for anew in the meantime. Read it again; nothing was changed',
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const asked = { id, today, seesWeeks: web.may(request, 'actuals.view') }
  const { uplifts, ...around } = await web.read(request, (tx) => getAroundPackage(tx, everyone, asked))
  return web.html(
    reply,
    <PackagePage
      {...around}
      today={today}
      uplifts={{ prices: uplifts, base: web.may(request, 'prices.view') ? '/council/uplifts' : undefined }}
      mayDraft={web.may(request, 'agreements.publish')}
      mayDecide={web.may(request, 'packages.decide')}
      seesAgreements={web.may(request, 'agreements.view')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />,
    errors.length > 0 ? 422 : 200,
  )
}
