import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../../../core/dates.ts'
import { quantity } from '../../../../../core/money.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { recordWeek } from '../../../commands/record-week.ts'
import { settleWeek } from '../../../commands/settle-week.ts'
import type { RowFault } from '../../../rules/judge.ts'
import { reviewRow } from '../../../rules/review.ts'
import { getService, SHEET_PAGE } from '../../../store/sheet.ts'
import { listActuals } from '../../../store/weeks.ts'
import { askedPackageWeek, askedServiceWeek } from '../../shared/asked-week.ts'
import type { Later } from '../../shared/later.ts'
import { readSheetRows } from '../../shared/read-lines.ts'
import { saidOf } from '../../shared/said.ts'
import { shownVersions } from '../../shared/sent-sheet.ts'
import { wordsFor } from '../../shared/words.ts'
import { ReviewPage } from './page.tsx'

const Settlement = z.object({ as: z.enum(['planned', 'nil']), version: z.coerce.number().int().min(0) })
const recording = { config: { permission: 'actuals.record' } } as const

export function mountReview(app: FastifyInstance, web: Web, later: Later): void {
  app.get('/actuals/:serviceId/:weekStart/review', recording, (request, reply) => show(web, later, { request, reply }))

  app.post('/actuals/:serviceId/:weekStart/review', recording, async (request, reply) => {
    const week = askedServiceWeek(web, request)
    const shown = shownVersions(request.body)
    const { reviewed } = await read(web, later, request)
    const entries = reviewed.flatMap((one) =>
      one.level === 'ready' || one.level === 'please-confirm'
        ? [{ packageId: one.row.packageId, entry: one.entry, intent: 'confirm' as const }]
        : [],
    )
    const sent = entries.flatMap((entry) => {
      const basedOn = shown.get(entry.packageId)
      return basedOn === undefined ? [] : [{ ...entry, basedOn }]
    })
    const outcome = await web.inWork(request, (work) => recordWeek(work, { ...week, entries: sent }, later.listTaken))
    if (!outcome.ok) return show(web, later, { request, reply }, [changed])
    web.flash(reply, saidOf(outcome.value))
    return reply.redirect(`/provider/actuals/${week.serviceId}/${week.weekStart}`, 303)
  })

  app.post('/actuals/:serviceId/:weekStart/:packageId/settlement', recording, async (request, reply) => {
    const week = askedPackageWeek(web, request)
    const { as, version } = web.parse(Settlement, request.body)
    const outcome = await web.inWork(request, (work) =>
      settleWeek(work, { ...week, as, basedOn: version }, later.listTaken),
    )
    if (!outcome.ok) return show(web, later, { request, reply }, outcome.refusal.faults.map(settlementFault))
    web.flash(reply, saidOf(outcome.value))
    return reply.redirect(`/provider/actuals/${week.serviceId}/${week.weekStart}/review`, 303)
  })
}

const changed: FieldError = {
  field: 'main-content',
  text: 'Something in this week changed while you had it open. It is shown as it is now: look at it again',
}

function settlementFault({ fault }: RowFault): FieldError {
  if (fault.code === 'R06') return changed
  return { field: 'main-content', text: `${wordsFor(fault, 'hour').text}. Open the line to do it` }
}

async function read(web: Web, later: Later, request: FastifyRequest) {
  const { serviceId, weekStart } = askedServiceWeek(web, request)
  const now = web.clock.now()
  const today = londonToday(now)
  const [service, { rows, taken, reasons: listed }, before] = await web.read(request, (tx) =>
    Promise.all([
      getService(tx, serviceId),
      readSheetRows(tx, { serviceId, weekStart }, {}, later),
      listActuals(tx, { serviceId, weekStart: addDays(weekStart, -7) }),
    ]),
  )
  const last = new Map(before.map(({ packageId, actual }) => [packageId, quantity(actual)]))
  const reasons = new Set(listed.map(({ code }) => code))
  const reviewed = rows.slice(0, SHEET_PAGE).map((row) => reviewRow(row, { today, now, taken, reasons, before: last }))
  const mayVary = web.may(request, 'packages.change')
  return { service, weekStart, reviewed, before: last, isWhole: rows.length <= SHEET_PAGE, mayVary }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(web: Web, later: Later, { request, reply }: Exchange, errors: readonly FieldError[] = []) {
  const found = await read(web, later, request)
  const page = <ReviewPage {...found} view={web.view(request)} form={web.form(request, {}, errors)} />
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
