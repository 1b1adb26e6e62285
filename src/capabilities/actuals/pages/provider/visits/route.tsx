import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { recordVisits } from '../../../commands/record-visits.ts'
import { sayingWhyLate } from '../../../commands/saying-why-late.ts'
import { plannedMinutes, plannedVisits } from '../../../rules/timetable.ts'
import { readVisits, typedOf, type Typed } from '../../../rules/typed-visits.ts'
import { getService } from '../../../store/sheet.ts'
import { findWeekVisits, listTimetable } from '../../../store/timetable.ts'
import { askedPackageWeek } from '../../shared/asked-week.ts'
import { isLateFault, lateError, lateSaid } from '../../shared/late-reason.tsx'
import type { Later } from '../../shared/later.ts'
import type { Line } from '../../shared/lines.ts'
import { linesOf, readSheetRows } from '../../shared/read-lines.ts'
import { saidOf } from '../../shared/said.ts'
import { refusalErrors, visitErrors } from './faults.ts'
import { VisitsPage } from './page.tsx'
import { shownVisits, withoutTicks } from './shown.ts'
import { workOut, type WorkedOut } from './worked-out.ts'

const address = '/actuals/:serviceId/:weekStart/:packageId/visits'
const Sent = z
  .looseObject({
    act: z.enum(['draft', 'confirm', 'undo', 'work-out']),
    version: z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1),
    comment: z.string().max(5_000).default(''),
    reason: z.string().max(40).optional(),
  })
  .transform(({ act, version, comment, reason, ...rest }) => ({ act, version, comment, reason, typed: textsIn(rest) }))
type Sent = z.infer<typeof Sent>

function textsIn(fields: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string'),
  )
}

export function mountVisits(app: FastifyInstance, web: Web, later: Later): void {
  app.get(address, { config: { permission: 'actuals.view', drafts: true } }, (request, reply) =>
    show(web, later, { request, reply }),
  )

  app.post(address, { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const asked = askedPackageWeek(web, request)
    const sent = web.parse(Sent, request.body)
    const { planned, line } = await readWeek(web, later, request)
    const { visits, faults } = readVisits(planned, sent.typed, asked.weekStart)
    if (faults.length > 0) return show(web, later, { request, reply }, { sent, errors: visitErrors(faults) })
    const { act: intent } = sent
    if (intent === 'work-out') {
      const today = londonToday(web.clock.now())
      const workedOut = workOut(line.row, visits, { today, quote: later.quote })
      return show(web, later, { request, reply }, { sent, errors: [], workedOut })
    }
    const given = {
      ...asked,
      basedOn: sent.version,
      visits,
      comment: sent.comment,
      reason: sent.reason === '' ? null : sent.reason,
      intent,
    }
    const outcome = await web.inWork(request, (work) =>
      sayingWhyLate(work, { ...asked, late: lateSaid(request.body) }, () => recordVisits(work, given, later.listTaken)),
    )
    if (!outcome.ok) {
      const { refusal } = outcome
      const told = isLateFault(refusal) ? { errors: [lateError(refusal)] } : refusalErrors(refusal, sent.version)
      return show(web, later, { request, reply }, { sent, ...told })
    }
    web.flash(reply, saidOf(outcome.value))
    return reply.redirect(request.url.split('?', 1)[0] ?? request.url, 303)
  })
}

function saidIn({ entry }: Line): Typed {
  return { comment: entry.comment, reason: entry.reason ?? '' }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = {
  readonly sent: Sent
  readonly errors: readonly FieldError[]
  readonly version?: number
  /** Asked for and not saved: nothing is wrong. */
  readonly workedOut?: WorkedOut
}

async function readWeek(web: Web, later: Later, request: FastifyRequest) {
  const asked = askedPackageWeek(web, request)
  const now = web.clock.now()
  const [service, sheet, timetable, recorded] = await web.read(request, (tx) =>
    Promise.all([
      getService(tx, asked.serviceId),
      readSheetRows(tx, asked, { packageIds: [asked.packageId] }, later),
      listTimetable(tx, asked),
      findWeekVisits(tx, asked),
    ]),
  )
  const [line] = linesOf(sheet, { today: londonToday(now), now }, later)
  if (line?.row.recording !== 'timetabled') throw new NotFound('timetabled package')
  const planned = plannedVisits(timetable, line.row.plan, asked.weekStart)
  return { service, line, planned, recorded, reasons: sheet.reasons }
}

async function show(web: Web, later: Later, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const { service, line, planned, recorded, reasons } = await readWeek(web, later, request)
  const { standing } = line.row
  const { workedOut, errors = [] } = refused ?? {}
  const visits = shownVisits(planned, recorded?.visits)
  const stands = { ...typedOf(visits), ...saidIn(line), version: String(standing?.version ?? 0) }
  const page = (
    <VisitsPage
      view={web.view(request)}
      form={web.form(request, (kept) => valuesOf(stands, kept, refused), errors)}
      {...{ service, line, reasons, workedOut }}
      visits={workedOut?.visits ?? visits}
      now={web.clock.now()}
      hasTimetable={planned.length > 0 && plannedMinutes(planned) === line.row.planned}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, statusOf(refused))
}

function statusOf(refused: Refused | undefined): number {
  return refused === undefined || refused.workedOut !== undefined ? 200 : 422
}

/** What stands, what was kept of an earlier visit to the page, or what was just sent. */
function valuesOf(stands: Typed, kept: Typed, refused: Refused | undefined): Typed {
  if (refused === undefined) return Object.keys(kept).length === 0 ? stands : { ...withoutTicks(stands), ...kept }
  const { sent, version = sent.version } = refused
  const said = { comment: sent.comment, reason: sent.reason ?? '', version: String(version) }
  return { ...withoutTicks(stands), ...sent.typed, ...said }
}
