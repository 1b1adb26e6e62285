import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { offerCommonReasons, offerReason, stopReason } from '../../../commands/reasons.ts'
import type { ReasonRefusal } from '../../../rules/reason.ts'
import { listReasons } from '../../../store/reasons.ts'
import { mountEnding } from '../../shared/dated-list.tsx'
import { dayTyped, textsIn, type Values } from '../../shared/typed-day.ts'
import { EndReasonPage, ReasonsPage } from './page.tsx'

const Params = z.object({ code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/) })
const view = { config: { permission: 'actuals.view', drafts: true } } as const
const decide = { config: { permission: 'actuals.decide' } } as const
const LIST = '/council/actuals/reasons'

const words = {
  'words-missing': { field: 'label', text: 'Enter the reason in words' },
  'words-long': { field: 'label', text: 'The reason must be 60 characters or fewer' },
  taken: { field: 'label', text: 'There is or was a reason of these words already. Use other words' },
  'too-many': { field: 'label', text: 'There are 40 reasons already: nobody finds one among more. End one first' },
  ended: { field: 'end-day', text: 'It has been ended already' },
  'ends-before-start': { field: 'end-day', text: 'The day must not be before the first day of the reason' },
} satisfies Record<ReasonRefusal['code'], FieldError>

export function mountReasons(app: FastifyInstance, web: Web): void {
  app.get('/actuals/reasons', view, (request, reply) => show(web, { request, reply }))

  app.post('/actuals/reasons', decide, async (request, reply) => {
    const typed = textsIn(request.body)
    const label = typed['label'] ?? ''
    const from = dayTyped(typed, 'from', 'the first day')
    if (!from.ok) {
      const missing = label.trim() === '' ? [words['words-missing']] : []
      return show(web, { request, reply }, { typed, errors: [...missing, from.refusal] })
    }
    const outcome = await web.inWork(request, (work) => offerReason(work, { label, startsOn: from.value }))
    if (!outcome.ok) return show(web, { request, reply }, { typed, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'Reason added')
    return reply.redirect(LIST, 303)
  })

  app.post('/actuals/reasons/common', decide, async (request, reply) => {
    const outcome = await web.inWork(request, offerCommonReasons)
    web.flash(reply, outcome.ok ? `${String(outcome.value)} reasons added` : words[outcome.refusal.code].text)
    return reply.redirect(LIST, 303)
  })

  mountEnding(app, web, {
    ...{ path: '/actuals/reasons', params: Params, what: 'reason', list: listReasons, stop: stopReason },
    words: (code) => words[code],
    page: (shown) => <EndReasonPage {...shown} />,
    said: 'Reason ended',
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const reasons = await web.read(request, listReasons)
  const page = (
    <ReasonsPage
      view={web.view(request)}
      form={web.form(request, refused?.typed ?? {}, refused?.errors ?? [])}
      reasons={reasons}
      mayDecide={web.may(request, 'actuals.decide')}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
