import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { startOfWeek, type Weekday } from '../../../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../../../core/outcome.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { drawSample, type DrawSample } from '../../../commands/samples.ts'
import type { SampleRefusal } from '../../../rules/sample.ts'
import { weekdayFrom } from '../../../rules/weekday.ts'
import { listQueueProviders } from '../../../store/exceptions.ts'
import { listSamples, SAMPLES_PAGE } from '../../../store/samples.ts'
import { dayTyped, faultsIn, textOf, textsIn, type Faults, type Values } from '../../shared/typed-day.ts'
import { SamplesPage } from './page.tsx'

const Query = z.object({ after: z.uuid().optional(), provider: z.uuid().optional() })
const Provider = z.union([z.literal('').transform(() => null), z.uuid()])
const Way = z.enum(['percent', 'count'])

const words = {
  'seed-missing': { field: 'seed', text: 'Enter a seed' },
  'seed-long': { field: 'seed', text: 'The seed must be 60 characters or fewer' },
  'weeks-reversed': { field: 'last-day', text: 'The last week must not be before the first' },
  'nothing-wanted': { field: 'wanted', text: 'Enter how many, as a whole number of 1 or more' },
  'too-many': { field: 'wanted', text: 'Enter at most 100 per cent, or at most 500 weeks' },
  'nothing-to-draw': { field: 'first-day', text: 'No week is confirmed between these days' },
} satisfies Record<SampleRefusal['code'], FieldError>

export function mountSamples(app: FastifyInstance, web: Web): void {
  app.get('/actuals/samples', { config: { permission: 'actuals.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }),
  )
  app.post('/actuals/samples', { config: { permission: 'actuals.decide' } }, async (request, reply) => {
    const typed = textsIn(request.body)
    const read = readDraw(typed, weekdayFrom(web.visitor(request).council.weekStartsOn))
    if ('errors' in read) return show(web, { request, reply }, { typed, errors: read.errors })
    const outcome = await web.inWork(request, (work) => drawSample(work, read))
    if (!outcome.ok) return show(web, { request, reply }, { typed, errors: [words[outcome.refusal.code]] })
    return reply.redirect(`/council/actuals/samples/${outcome.value}`, 303)
  })
}

type Read = DrawSample | { readonly errors: readonly FieldError[] }

function readDraw(typed: Values, weekStartsOn: Weekday): Read {
  const [days, rest] = [readDays(typed, weekStartsOn), readRest(typed)]
  if (days.ok && rest.ok) return { ...days.value, ...rest.value }
  return { errors: [days, rest].flatMap((part) => (part.ok ? [] : part.refusal.faults)) }
}

function readDays(typed: Values, weekStartsOn: Weekday): Outcome<Pick<DrawSample, 'firstWeek' | 'lastWeek'>, Faults> {
  const first = dayTyped(typed, 'first', 'a day of the first week')
  const last = dayTyped(typed, 'last', 'a day of the last week')
  if (!first.ok || !last.ok) return refused({ code: 'faulty', faults: faultsIn([first, last]) })
  return done({
    firstWeek: startOfWeek(first.value, weekStartsOn),
    lastWeek: startOfWeek(last.value, weekStartsOn),
  })
}

function readRest(typed: Values): Outcome<Pick<DrawSample, 'providerId' | 'way' | 'wanted' | 'seed'>, Faults> {
  const [count, seed] = [textOf(typed, 'wanted'), textOf(typed, 'seed')]
  const provider = Provider.safeParse(textOf(typed, 'provider'))
  const way = Way.safeParse(typed['way'])
  const wanted = /^\d{1,4}$/.test(count.trim()) ? Number(count) : 0
  const faults = [
    ...(provider.success ? [] : [{ field: 'provider', text: 'Select a provider from the list' }]),
    ...(way.success ? [] : [{ field: 'way', text: 'Select whether it is a percentage or a number' }]),
    ...(wanted === 0 ? [words['nothing-wanted']] : []),
    ...(seed.trim() === '' ? [words['seed-missing']] : []),
  ]
  if (!provider.success || !way.success || faults.length > 0) return refused({ code: 'faulty', faults })
  return done({ providerId: provider.data, way: way.data, wanted, seed })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const { after, provider = '' } = web.parse(Query, request.query)
  const [found, providers] = await web.read(request, (tx) =>
    Promise.all([listSamples(tx, after), listQueueProviders(tx)]),
  )
  const samples = found.slice(0, SAMPLES_PAGE)
  const form =
    refused === undefined
      ? web.form(request, (kept) => ({ provider, ...kept }))
      : web.form(request, refused.typed, refused.errors)
  const page = (
    <SamplesPage
      view={web.view(request)}
      form={form}
      samples={samples}
      next={found.length > SAMPLES_PAGE ? samples.at(-1)?.id : undefined}
      providers={providers}
      mayDecide={web.may(request, 'actuals.decide')}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
