import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { END_REASONS } from '../../../../../core/nights-after.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getCareToEnd, listRecordedAfter, previewCare, type CareToEnd } from '../../../store/preview-change.ts'
import type { SupposedEnd } from '../../../store/supposed-care.ts'
import { EFFECT_COLUMNS, effectCells } from '../price-effect/file.ts'
import { EffectPage } from '../price-effect/page.tsx'
import { AskEndPage, RecordedLater } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const text = z.string().max(200).default('')
const Query = z.object({
  ...{
    show: z.literal('effect').optional(),
    why: z
      .enum([...END_REASONS, 'other'])
      .or(z.literal(''))
      .catch(''),
  },
  ...{ 'lastday-day': text, 'lastday-month': text, 'lastday-year': text },
})
type Asked = z.infer<typeof Query>
const path = '/packages/:id/end-effect'
const permission = 'packages.view'

/** Before staff end care: what its last day and its reason do to what was paid. */
export function mountEndEffect(app: FastifyInstance, web: Web): void {
  app.get(path, { config: { permission } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const asked = web.parse(Query, request.query)
    const care = await web.read(request, (tx) => getCareToEnd(tx, id))
    const end = endOf(care, asked)
    if (end === undefined || asked.show === undefined) {
      const form = web.form(request, valuesOf(asked), asked.show === undefined ? [] : faultsOf(asked))
      return web.html(
        reply,
        <AskEndPage {...{ care, form }} view={web.view(request)} />,
        form.errors.length > 0 ? 422 : 200,
      )
    }
    const { lines, hasPeriod, recorded } = await found(web, request, end)
    return web.html(
      reply,
      <EffectPage
        heading="What an end of care changes in what was paid"
        caption={`Care package ${care.reference}`}
        back={{ href: `/council/packages/${id}/dates`, text: `Dates of ${care.reference}` }}
        says={`The care would end on ${formatDay(end.lastDay)}. If it is ended,`}
        file={`/council/packages/${id}/end-effect`}
        query={{ ...valuesOf(asked), show: 'effect' }}
        {...{ lines, hasPeriod, view: web.view(request) }}
      >
        <RecordedLater weeks={recorded} />
      </EffectPage>,
    )
  })
  mountTable(app, {
    ...{ path, permission },
    read: async (request) => {
      const { id } = web.params(request, Params)
      const care = await web.read(request, (tx) => getCareToEnd(tx, id))
      const end = endOf(care, web.parse(Query, request.query))
      const lines = end === undefined ? [] : (await found(web, request, end)).lines
      return { name: 'end-of-care', title: 'Differences', columns: EFFECT_COLUMNS, rows: lines.map(effectCells) }
    },
  })
}

function found(web: Web, request: FastifyRequest, end: SupposedEnd) {
  return web.read(request, async (tx) => ({
    ...(await previewCare(tx, { end }, web.clock.now())),
    recorded: await listRecordedAfter(tx, end),
  }))
}

function lastDayOf(asked: Asked) {
  const [day, month, year] = [asked['lastday-day'], asked['lastday-month'], asked['lastday-year']].map((part) =>
    part.trim(),
  )
  return parseLocalDate(`${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`)
}

function endOf({ id, personId }: CareToEnd, asked: Asked): SupposedEnd | undefined {
  const lastDay = lastDayOf(asked)
  if (lastDay === undefined || asked.why === '') return undefined
  return { personId, packageId: id, lastDay, why: asked.why === 'other' ? null : asked.why }
}

function faultsOf(asked: Asked) {
  return [
    ...(lastDayOf(asked) === undefined
      ? [{ field: 'lastday-day', text: 'Enter the last day of care, like 30 4 2026' }]
      : []),
    ...(asked.why === '' ? [{ field: 'why', text: 'Select what ends it' }] : []),
  ]
}

function valuesOf(asked: Asked): Readonly<Record<string, string>> {
  const { why, 'lastday-day': day, 'lastday-month': month, 'lastday-year': year } = asked
  return { why, 'lastday-day': day, 'lastday-month': month, 'lastday-year': year }
}
