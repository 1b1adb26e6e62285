import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { PreviewChange } from '../../../../care-packages/index.ts'
import { findCounter, previewCounter, withCounter } from '../../../commands/counter.ts'
import { prepareOffer } from '../../../commands/offer.ts'
import { acceptCounter, correctionOf } from '../../../commands/publish-agreement.ts'
import type { TellThread } from '../../../commands/thread.ts'
import { MOST_PERCENT_MORE, type CounterRefusal } from '../../../rules/counter.ts'
import type { PublishingRefusal } from '../../../rules/publishing.ts'
import { getAgreement } from '../../../store/agreement.ts'
import { publishingWords } from '../../shared/words.ts'
import { AcceptancePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), reason: z.string().trim().max(10_000).default('') })
const everyone = { providerId: undefined }

const counterWords: Readonly<Record<CounterRefusal['code'], FieldError>> = {
  'nothing-expected': { field: 'act', text: 'The provider did not say what it expects of every line that is wrong' },
  'own-price': { field: 'act', text: 'You rejected this agreement yourself: somebody else accepts what you expect' },
  'reason-missing': { field: 'reason', text: 'Enter why the council pays another price' },
  'reason-too-long': { field: 'reason', text: 'The reason must be 2,000 characters or fewer' },
  'price-too-high': {
    field: 'act',
    text: `The price is more than ${MOST_PERCENT_MORE.toString()}% above what the price book asks for such care. Have it set in the price book, where two people decide, then correct and republish`,
  },
}

type AcceptanceWays = { readonly tellThread: TellThread; readonly previewChange: PreviewChange }

/** What the provider expects, accepted in one step. The page is the preview; the act agrees exactly that or nothing. */
export function mountAcceptance(app: FastifyInstance, web: Web, ways: AcceptanceWays): void {
  const config = { permission: 'agreements.publish' } as const
  app.get('/agreements/:id/acceptance', { config: { ...config, drafts: true } }, (request, reply) =>
    show(web, { request, reply }, ways),
  )
  app.post('/agreements/:id/acceptance', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { hash, reason } = web.parse(Form, request.body)
    const wanted = { agreementId: id, shownHash: hash, reason }
    const outcome = await web.inWork(request, (work) => acceptCounter(work, wanted, ways.tellThread))
    if (outcome.ok) {
      web.flash(reply, 'Accepted and published again')
      return reply.redirect(`/council/agreements/${id}`, 303)
    }
    return show(web, { request, reply }, ways, { reason, error: errorOf(outcome.refusal.code) })
  })
}

function errorOf(code: (CounterRefusal | PublishingRefusal)['code']): FieldError {
  return isCounterCode(code) ? counterWords[code] : { field: 'act', text: publishingWords[code] }
}

function isCounterCode(code: string): code is CounterRefusal['code'] {
  return code in counterWords
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly reason: string; readonly error: FieldError }

async function show(web: Web, { request, reply }: Exchange, ways: AcceptanceWays, refused?: Refused) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const { agreement, found, next } = await web.read(request, async (tx) => {
    const agreement = await getAgreement(tx, everyone, id)
    const found = await findCounter(tx, agreement)
    if (found?.counter === undefined) return { agreement, found, next: undefined }
    const { about, offer } = found
    const packageIds = offer.lines.map(({ packageId }) => packageId)
    const on = { packageIds, about, today, altered: withCounter(found.counter) }
    return { agreement, found, next: await prepareOffer(tx, correctionOf(agreement), on) }
  })
  // Answered, corrected or withdrawn meanwhile: the agreement's own page says what it is now.
  if (found === undefined) {
    if (refused === undefined) throw new NotFound('rejection')
    web.flash(reply, refused.error.text)
    return reply.redirect(`/council/agreements/${id}`, 303)
  }
  const { previewChange } = ways
  const { counter, about } = found
  const at = web.clock.now()
  const paid =
    counter === undefined
      ? []
      : await web.read(request, (tx) => previewCounter(tx, counter, { previewChange, about, today, at }))
  const form = web.form(request, { reason: refused?.reason ?? '' }, refused === undefined ? [] : [refused.error])
  const page = <AcceptancePage {...{ agreement, found, next, paid, form }} view={web.view(request)} />
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
