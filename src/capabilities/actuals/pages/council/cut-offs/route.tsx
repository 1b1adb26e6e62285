import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { startOfWeek, type Weekday } from '../../../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { endCutOff, moveCutOff, type MoveCutOff } from '../../../commands/cut-offs.ts'
import type { CutOffRefusal } from '../../../rules/cut-off.ts'
import { weekdayFrom } from '../../../rules/weekday.ts'
import { CUT_OFFS_PAGE, listCutOffs } from '../../../store/cut-offs.ts'
import { listQueueProviders } from '../../../store/exceptions.ts'
import { dayTyped, faultsIn, isDayEmpty, textOf, textsIn, type Faults, type Values } from '../../shared/typed-day.ts'
import { CutOffsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ after: z.uuid().optional() })
const Sent = z.looseObject({ shownVersion: z.coerce.number().int().min(1) })
const Provider = z.union([z.literal('').transform(() => null), z.uuid()])
const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/
const LIST = '/council/actuals/cut-offs'

const words = {
  'reason-missing': { field: 'reason', text: 'Enter why another cut-off holds' },
  'reason-long': { field: 'reason', text: 'Why must be 500 characters or fewer' },
  'weeks-reversed': { field: 'last-day', text: 'The last week must not be before the first' },
  'too-many-weeks': { field: 'last-day', text: 'It can hold for 13 weeks at most' },
  'before-the-weeks': { field: 'until-day', text: 'The day must not be before the last week begins' },
  'no-such-contract': { field: 'contract', text: 'The provider has no contract of this number. Check it' },
  ended: { field: 'cut-offs', text: 'It has been ended already' },
  changed: { field: 'cut-offs', text: 'Somebody changed it since you opened the page' },
} satisfies Record<CutOffRefusal['code'], FieldError>

export function mountCutOffs(app: FastifyInstance, web: Web): void {
  app.get('/actuals/cut-offs', { config: { permission: 'actuals.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  const decide = { config: { permission: 'actuals.decide' } } as const
  app.post('/actuals/cut-offs', decide, async (request, reply) => {
    const typed = textsIn(request.body)
    const read = readMove(typed, weekdayFrom(web.visitor(request).council.weekStartsOn))
    if ('errors' in read) return show(web, { request, reply }, { typed, errors: read.errors })
    const outcome = await web.inWork(request, (work) => moveCutOff(work, read))
    if (!outcome.ok) return show(web, { request, reply }, { typed, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'Cut-off set')
    return reply.redirect(LIST, 303)
  })
  app.post('/actuals/cut-offs/:id/ending', decide, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { shownVersion } = web.parse(Sent, request.body)
    const outcome = await web.inWork(request, (work) => endCutOff(work, { id, shownVersion }))
    if (!outcome.ok) return show(web, { request, reply }, { typed: {}, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'Ended. The moment before holds again')
    return reply.redirect(LIST, 303)
  })
}

type Move = MoveCutOff | { readonly errors: readonly FieldError[] }

function readMove(typed: Values, weekStartsOn: Weekday): Move {
  const [days, rest] = [readDays(typed, weekStartsOn), readRest(typed)]
  if (days.ok && rest.ok) return { ...days.value, ...rest.value }
  return { errors: [days, rest].flatMap((part) => (part.ok ? [] : part.refusal.faults)) }
}

function readDays(
  typed: Values,
  weekStartsOn: Weekday,
): Outcome<Pick<MoveCutOff, 'firstWeek' | 'lastWeek' | 'submitOn'>, Faults> {
  const first = dayTyped(typed, 'first', 'a day of the first week')
  const last = isDayEmpty(typed, 'last') ? first : dayTyped(typed, 'last', 'a day of the last week')
  const until = dayTyped(typed, 'until', 'the day until which weeks can be changed')
  const faults = faultsIn(last === first ? [first, until] : [first, last, until])
  if (!first.ok || !last.ok || !until.ok) return refused({ code: 'faulty', faults })
  return done({
    firstWeek: startOfWeek(first.value, weekStartsOn),
    lastWeek: startOfWeek(last.value, weekStartsOn),
    submitOn: until.value,
  })
}

function readRest(
  typed: Values,
): Outcome<Pick<MoveCutOff, 'providerId' | 'contractNumber' | 'submitAt' | 'reason'>, Faults> {
  const reason = textOf(typed, 'reason')
  const provider = Provider.safeParse(textOf(typed, 'provider'))
  const time = TIME.exec(textOf(typed, 'time').trim())
  const faults = [
    ...(provider.success ? [] : [{ field: 'provider', text: 'Select a provider from the list' }]),
    ...(time === null ? [{ field: 'time', text: 'Enter a time of day, like 17:00' }] : []),
    ...(reason.trim() === '' ? [words['reason-missing']] : []),
  ]
  if (!provider.success || time === null || faults.length > 0) return refused({ code: 'faulty', faults })
  const [hour, minute] = time.slice(1)
  const submitAt = `${String(hour).padStart(2, '0')}:${String(minute)}`
  return done({ providerId: provider.data, contractNumber: textOf(typed, 'contract'), submitAt, reason })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const { after } = web.parse(Query, request.query)
  const [found, providers] = await web.read(request, (tx) =>
    Promise.all([listCutOffs(tx, after), listQueueProviders(tx)]),
  )
  const cutOffs = found.slice(0, CUT_OFFS_PAGE)
  const page = (
    <CutOffsPage
      view={web.view(request)}
      form={web.form(request, refused?.typed ?? {}, refused?.errors ?? [])}
      cutOffs={cutOffs}
      next={found.length > CUT_OFFS_PAGE ? cutOffs.at(-1)?.id : undefined}
      providers={providers}
      mayDecide={web.may(request, 'actuals.decide')}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
