import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../../../core/dates.ts'
import { quantity } from '../../../../../core/money.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { confirmReviewed } from '../../../commands/confirm-reviewed.ts'
import { sayingWhyLate } from '../../../commands/saying-why-late.ts'
import { settleWeek } from '../../../commands/settle-week.ts'
import type { RowFault } from '../../../rules/judge.ts'
import { isConfirmable, reviewRow } from '../../../rules/review.ts'
import { getService, SHEET_PAGE } from '../../../store/sheet.ts'
import { findPaidIfAway } from '../../../store/upload/settings.ts'
import { listWarningFacts } from '../../../store/warnings.ts'
import { listActuals } from '../../../store/weeks.ts'
import { afterConfirming, stamped } from '../../shared/after-confirming.ts'
import { askedPackageWeek, askedServiceWeek } from '../../shared/asked-week.ts'
import { ComingFrom, placeOf } from '../../shared/coming-from.ts'
import { isLateFault, lateError, lateSaid, lateValues } from '../../shared/late-reason.tsx'
import type { Later } from '../../shared/later.ts'
import { totalOf } from '../../shared/lines.ts'
import { linesOf, readSheetRows } from '../../shared/read-lines.ts'
import { saidOf } from '../../shared/said.ts'
import { shownVersions } from '../../shared/sent-sheet.ts'
import { wordsFor } from '../../shared/words.ts'
import { ReviewPage } from './page.tsx'

const Settlement = z.looseObject({ as: z.enum(['planned', 'nil']), version: z.coerce.number().int().min(0) })
const recording = { config: { permission: 'actuals.record' } } as const

export function mountReview(app: FastifyInstance, web: Web, later: Later): void {
  const address = '/actuals/:serviceId/:weekStart/review'
  app.get(address, { config: { ...recording.config, drafts: true } }, (request, reply) =>
    show(web, later, { request, reply }),
  )

  app.post(address, recording, async (request, reply) => {
    const week = askedServiceWeek(web, request)
    const shown = shownVersions(request.body)
    const { reviewed } = await read(web, later, request)
    const rows = reviewed.filter(isConfirmable).flatMap((one) => {
      const basedOn = shown.get(one.row.packageId)
      return basedOn === undefined ? [] : [{ basedOn, reviewed: one }]
    })
    const late = lateSaid(request.body)
    const outcome = await web.inWork(request, async (work) =>
      stamped(
        work,
        await sayingWhyLate(work, { ...week, late }, () => confirmReviewed(work, { ...week, rows }, later.listTaken)),
      ),
    )
    if (!outcome.ok) {
      const error = isLateFault(outcome.refusal) ? lateError(outcome.refusal) : changed
      return show(web, later, { request, reply }, { errors: [error], values: lateValues(late) })
    }
    web.flash(reply, saidOf(outcome.value))
    return reply.redirect(afterConfirming(week, outcome.value), 303)
  })

  app.post('/actuals/:serviceId/:weekStart/:packageId/settlement', recording, async (request, reply) => {
    const week = askedPackageWeek(web, request)
    const { as, version } = web.parse(Settlement, request.body)
    const late = lateSaid(request.body)
    const outcome = await web.inWork(request, (work) =>
      sayingWhyLate(work, { ...week, late }, () =>
        settleWeek(work, { ...week, as, basedOn: version }, later.listTaken),
      ),
    )
    if (!outcome.ok) {
      const { refusal } = outcome
      const of = week.packageId
      const errors = isLateFault(refusal) ? [lateError(refusal, of)] : refusal.faults.map(settlementFault)
      return show(web, later, { request, reply }, { errors, values: lateValues(late, of) })
    }
    web.flash(reply, saidOf(outcome.value))
    return reply.redirect(placeOf(week, web.parse(ComingFrom, request.query)), 303)
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
  const { service, sheet, before, paidAbsenceWeeks, warnings } = await web.read(request, async (tx) => {
    const [known, read, actuals] = await Promise.all([
      getService(tx, serviceId),
      readSheetRows(tx, { serviceId, weekStart }, {}, later),
      listActuals(tx, { serviceId, weekStart: addDays(weekStart, -7) }),
    ])
    const packageIds = read.rows.map(({ packageId }) => packageId)
    const [paid, facts] = await Promise.all([
      findPaidIfAway(tx, read.rows, now),
      listWarningFacts(tx, weekStart, packageIds),
    ])
    return { service: known, sheet: read, before: actuals, paidAbsenceWeeks: paid, warnings: facts }
  })
  const { rows, taken, reasons: listed, parked = new Map() } = sheet
  const last = new Map(before.map(({ packageId, actual }) => [packageId, quantity(actual)]))
  const reasons = new Set(listed.map(({ code }) => code))
  const beside = { taken, reasons, paidAbsenceWeeks, warnings, before: last, parked: new Set(parked.keys()) }
  const reviewed = rows.slice(0, SHEET_PAGE).map((row) => reviewRow(row, { today, now, ...beside }))
  const pounds = totalOf(linesOf({ ...sheet, rows: rows.slice(0, SHEET_PAGE) }, { today, now }, later))
  const mayVary = web.may(request, 'packages.change')
  return {
    service,
    weekStart,
    now,
    reviewed,
    pounds,
    parked,
    before: last,
    isWhole: rows.length <= SHEET_PAGE,
    mayVary,
  }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

type Refused = { readonly errors: readonly FieldError[]; readonly values: Readonly<Record<string, string>> }

async function show(web: Web, later: Later, { request, reply }: Exchange, refused?: Refused) {
  const found = await read(web, later, request)
  const form = web.form(request, refused?.values, refused?.errors)
  return web.html(reply, <ReviewPage {...found} {...{ form }} view={web.view(request)} />, refused ? 422 : 200)
}
