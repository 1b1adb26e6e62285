import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Outcome } from '../../../../../core/outcome.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { acceptHeldWeek } from '../../../commands/accept-held-week.ts'
import { lookAtException } from '../../../commands/look-at-exception.ts'
import type { AcceptanceRefusal } from '../../../rules/acceptance.ts'
import { isLookKind, KINDS } from '../../../rules/exceptions.ts'
import { listExceptions, listQueueProviders, QUEUE_PAGE } from '../../../store/exceptions.ts'
import { listManualShares } from '../../../store/visit-exceptions.ts'
import { askedHeldWeek, weekFrom } from '../../shared/asked-week.ts'
import { ExceptionsPage } from './page.tsx'

const Kind = z.enum(KINDS)
const Query = z.object({
  kind: z.union([z.literal('').transform(() => undefined), Kind]).optional(),
  provider: z.union([z.literal('').transform(() => undefined), z.uuid()]).optional(),
  week: z.string().optional(),
  after: z.uuid().optional(),
  last: Kind.optional(),
})
const Sent = z.looseObject({ kind: Kind, shownVersion: z.coerce.number().int().min(1).max(1_000_000) })
const LIST = '/council/actuals/exceptions'
/** One visit in four by hand, of so many that it is no accident. */
const MANY_BY_HAND = { share: 0.25, visits: 20 }

export function mountExceptions(app: FastifyInstance, web: Web): void {
  app.get('/actuals/exceptions', { config: { permission: 'actuals.view' } }, (request, reply) =>
    show(web, request, reply),
  )

  const address = '/actuals/:packageId/:weekStart/looks'
  app.post(address, { config: { permission: 'actuals.decide' } }, async (request, reply) => {
    const week = askedHeldWeek(web, request)
    const { kind, shownVersion } = web.parse(Sent, request.body)
    const outcome = await web.inWork(request, (work): Promise<Outcome<'seen' | 'confirmed', AcceptanceRefusal>> =>
      isLookKind(kind)
        ? lookAtException(work, { ...week, kind, version: shownVersion })
        : acceptHeldWeek(work, { ...week, shownVersion }),
    )
    if (!outcome.ok) return show(web, request, reply, outcome.refusal)
    web.flash(reply, outcome.value === 'seen' ? 'Left as it stands' : 'Week accepted. It is paid with its period')
    return reply.redirect(LIST, 303)
  })
}

async function show(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: AcceptanceRefusal,
): Promise<FastifyReply> {
  const { kind, provider: providerId, week, after, last } = web.parse(Query, request.query)
  const today = londonToday(web.clock.now())
  const place =
    week === undefined || after === undefined || last === undefined
      ? undefined
      : { weekStart: weekFrom(web, request, week), packageId: after, kind: last }
  const [found, shares, providers] = await web.read(request, (tx) =>
    Promise.all([
      listExceptions(tx, { kind, providerId, after: place, today }),
      listManualShares(tx, today),
      listQueueProviders(tx),
    ]),
  )
  const exceptions = found.slice(0, QUEUE_PAGE)
  const end = found.length > QUEUE_PAGE ? exceptions.at(-1) : undefined
  const errors = refusal === undefined ? [] : [{ field: 'exceptions', text: words(refusal) }]
  const page = (
    <ExceptionsPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      exceptions={exceptions}
      shares={shares.filter(
        ({ visits, manual }) => visits >= MANY_BY_HAND.visits && manual >= visits * MANY_BY_HAND.share,
      )}
      providers={providers}
      asked={{ kind, providerId }}
      next={end === undefined ? undefined : nextAddress({ kind, provider: providerId }, end)}
      mayDecide={web.may(request, 'actuals.decide')}
      mayAsk={web.may(request, 'conversations.write')}
    />
  )
  return web.html(reply, page, refusal === undefined ? 200 : 422)
}

type Filter = { readonly kind: string | undefined; readonly provider: string | undefined }
type End = { readonly weekStart: string; readonly packageId: string; readonly kind: string }

function nextAddress({ kind, provider }: Filter, { weekStart, packageId, kind: last }: End): string {
  const query = new URLSearchParams({ week: weekStart, after: packageId, last })
  if (kind !== undefined) query.set('kind', kind)
  if (provider !== undefined) query.set('provider', provider)
  return `${LIST}?${query.toString()}`
}

function words(refusal: AcceptanceRefusal): string {
  if (refusal.code === 'not-held') return `This week does not wait any more. ${refusal.by} changed or accepted it`
  return `${refusal.by} changed this week since you opened the page. Check the new figures first`
}
