import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { namePackage, takenWords, type NameRefusal } from '../../../commands/name-package.ts'
import { askForRelease } from '../../../commands/suspensions.ts'
import { LONGEST_OWN_REFERENCE } from '../../../rules/own-reference.ts'
import { getAroundPackage } from '../../../store/around-package.ts'
import { getPackage } from '../../../store/package.ts'
import { faultOfText } from '../../shared/typed-text.ts'
import { PackagePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({ text: z.string().max(50_000).default('') })

export function mountPackage(app: FastifyInstance, web: Web): void {
  app.get('/packages/:id', { config: { permission: 'packages.view', drafts: true } }, (request, reply) =>
    show(web, request, reply, { values: {}, errors: [] }),
  )
  app.post('/packages/:id/release-request', { config: { permission: 'packages.change' } }, async (request, reply) => {
    const { id: packageId } = web.params(request, Params)
    const values = web.parse(Form, request.body)
    const text = values.text.replaceAll('\r\n', '\n').trim()
    const errors = faultOfText('text', text, 'Enter why it should be released')
    if (errors.length > 0) return show(web, request, reply, { values, errors })
    await web.read(request, (tx) => getPackage(tx, { providerId: tx.providerId }, packageId))
    const outcome = await web.inWork(request, (work) => askForRelease(work, { packageId, text }))
    if (!outcome.ok && outcome.refusal.code === 'asked-already')
      return show(web, request, reply, { values, errors: [ASKED_ALREADY] })
    web.flash(reply, outcome.ok ? 'The council is asked to release it' : 'It is not suspended any more')
    return reply.redirect(`/provider/packages/${packageId}`, 303)
  })
}

const ASKED_ALREADY = {
  field: 'main-content',
  text: 'Its release is asked for already, as it is shown here. Nothing was changed',
}

const Named = z.object({ ownReference: z.string().max(200).default(''), shown: z.string().max(200).default('') })

/** What the provider calls the package itself. */
export function mountOwnReference(app: FastifyInstance, web: Web): void {
  app.post('/packages/:id/own-reference', { config: { permission: 'packages.change' } }, async (request, reply) => {
    const { id: packageId } = web.params(request, Params)
    const { ownReference: text, shown } = web.parse(Named, request.body)
    const ownReference = text.trim()
    const outcome = await web.inWork(request, (work) => namePackage(work, { packageId, shown, ownReference }))
    if (!outcome.ok) {
      const error = { field: 'ownReference', text: nameWords(outcome.refusal) }
      return show(web, request, reply, { values: { ownReference: text }, errors: [error] })
    }
    web.flash(reply, ownReference === '' ? 'Your reference was taken away' : 'Your reference is kept')
    return reply.redirect(`/provider/packages/${packageId}`, 303)
  })
}

function nameWords(refusal: NameRefusal): string {
  switch (refusal.code) {
    case 'changed':
      return 'Somebody changed your reference while you had this open. Check it, then send it again'
    case 'too-long':
      return `Your reference must be ${String(LONGEST_OWN_REFERENCE)} characters or fewer`
    case 'taken':
      return takenWords(refusal.reference)
  }
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const asked = { id, today, seesWeeks: web.may(request, 'actuals.view') }
  const { uplifts, ...around } = await web.read(request, (tx) =>
    getAroundPackage(tx, { providerId: tx.providerId }, asked),
  )
  return web.html(
    reply,
    <PackagePage
      {...around}
      today={today}
      uplifts={{ prices: uplifts, base: web.may(request, 'payments.view') ? '/provider/price-changes' : undefined }}
      mayChange={web.may(request, 'packages.change')}
      mayWrite={web.may(request, 'conversations.write')}
      seesAgreements={web.may(request, 'agreements.view')}
      form={web.form(request, { ownReference: around.care.ownReference, ...values }, errors)}
      view={web.view(request)}
    />,
    errors.length > 0 ? 422 : 200,
  )
}
