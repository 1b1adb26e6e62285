import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { csvText } from '../../../../../core/csv.ts'
import { quantityText } from '../../../../../core/decimal.ts'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { recordSampleResult } from '../../../commands/samples.ts'
import { RESULTS, type CheckRefusal } from '../../../rules/sample.ts'
import { getSample, listSampleWeeks, type SampleWeek } from '../../../store/samples.ts'
import { ResultPage, resultWords, SamplePage } from './page.tsx'

const Params = z.object({ sampleId: z.uuid() })
const OneWeek = Params.extend({ place: z.coerce.number().int().min(1).max(500) })
const Sent = z.looseObject({
  shownVersion: z.coerce.number().int().min(1),
  result: z.enum(RESULTS).optional(),
  note: z.string().max(50_000).default(''),
})

const words = {
  'result-missing': { field: 'result', text: 'Select what the provider showed' },
  'note-missing': { field: 'note', text: 'Enter what you saw' },
  'note-long': { field: 'note', text: 'What you saw must be 2,000 characters or fewer' },
  changed: { field: 'main-content', text: 'Somebody recorded a result since you opened the page. Read it first' },
} satisfies Record<CheckRefusal['code'], FieldError>

export function mountSample(app: FastifyInstance, web: Web): void {
  const view = { config: { permission: 'actuals.view' } } as const
  app.get('/actuals/samples/:sampleId', view, async (request, reply) => {
    const { sampleId } = web.params(request, Params)
    const [sample, weeks] = await web.read(request, (tx) =>
      Promise.all([getSample(tx, sampleId), listSampleWeeks(tx, sampleId)]),
    )
    const mayDecide = web.may(request, 'actuals.decide')
    return web.html(reply, <SamplePage view={web.view(request)} {...{ sample, weeks, mayDecide }} />)
  })

  app.get('/actuals/samples/:sampleId/report.csv', view, async (request, reply) => {
    const { sampleId } = web.params(request, Params)
    const [sample, weeks] = await web.read(request, (tx) =>
      Promise.all([getSample(tx, sampleId), listSampleWeeks(tx, sampleId)]),
    )
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="sample-${sample.id}.csv"`)
      .header('cache-control', 'private, no-store')
      .send(csvText([HEADINGS, ...weeks.map((week) => rowOf(week))]))
  })

  const one = '/actuals/samples/:sampleId/:place'
  app.get(one, { config: { permission: 'actuals.decide', drafts: true } }, (request, reply) =>
    showOne(web, { request, reply }),
  )
  app.post(one, { config: { permission: 'actuals.decide' } }, async (request, reply) => {
    const asked = web.params(request, OneWeek)
    const sent = web.parse(Sent, request.body)
    const outcome = await web.inWork(request, (work) =>
      recordSampleResult(work, { ...asked, ...sent, result: sent.result }),
    )
    if (!outcome.ok) {
      const values = { result: sent.result ?? '', note: sent.note }
      return showOne(web, { request, reply }, { values, errors: [words[outcome.refusal.code]] })
    }
    web.flash(reply, 'Result saved')
    return reply.redirect(`/council/actuals/samples/${asked.sampleId}`, 303)
  })
}

const HEADINGS = [
  ...['place', 'package', 'provider', 'service', 'week_start', 'unit', 'planned', 'actual', 'changed_since'],
  ...['result', 'note', 'checked_by', 'checked_at'],
]

/** No names: the package's reference is enough to find the person. */
function rowOf(week: SampleWeek) {
  return [
    ...[week.place, week.reference, week.providerName, week.serviceName, week.weekStart, week.unit],
    ...[quantityText(week.planned), quantityText(week.actual), week.changed ? 'yes' : 'no'],
    ...[week.result === null ? '' : resultWords[week.result], week.note],
    ...[week.checkedName ?? '', week.checkedAt?.toISOString() ?? ''],
  ]
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function showOne(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const { sampleId, place } = web.params(request, OneWeek)
  const weeks = await web.read(request, (tx) => listSampleWeeks(tx, sampleId))
  const week = weeks.find((found) => found.place === place)
  if (week === undefined) throw new NotFound('week of the sample')
  const begun = { result: week.result ?? '', note: week.note }
  const form =
    refused === undefined
      ? web.form(request, (kept) => ({ ...begun, ...kept }))
      : web.form(request, refused.values, refused.errors)
  return web.html(reply, <ResultPage view={web.view(request)} {...{ form, sampleId, week }} />, refused ? 422 : 200)
}
