import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, type LocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { undoConfirmed } from '../../../commands/undo-confirmed.ts'
import { waiting, type ServiceWeekCount } from '../../../rules/progress.ts'
import { listConfirmedBy } from '../../../store/confirmed.ts'
import { listProgress } from '../../../store/progress.ts'
import { getService, SHEET_PAGE, type ServiceWeek } from '../../../store/sheet.ts'
import { sheetOf } from '../../shared/after-confirming.ts'
import { askedServiceWeek } from '../../shared/asked-week.ts'
import type { Later } from '../../shared/later.ts'
import { linesOf, readSheetRows } from '../../shared/read-lines.ts'
import { records } from '../../shared/said.ts'
import { ConfirmedPage } from './page.tsx'

const Act = z.looseObject({ at: z.iso.datetime(), after: z.uuid().optional() })
const Undoing = Act.extend({ count: z.coerce.number().int().min(0).max(100_000) })

/** After confirming: what it was, how to take it back, and where to go on. */
export function mountConfirmed(app: FastifyInstance, web: Web, later: Later): void {
  const address = '/actuals/:serviceId/:weekStart/confirmed'
  app.get(address, { config: { permission: 'actuals.view' } }, (request, reply) => {
    const { at, after } = web.parse(Act, request.query)
    return show(web, later, { request, reply, at, after })
  })

  app.post(`${address}/undoing`, { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const week = askedServiceWeek(web, request)
    const { at, after, count } = web.parse(Undoing, request.body)
    const { accountId: by } = web.visitor(request)
    await web.read(request, (tx) => getService(tx, week.serviceId))
    const outcome = await web.inWork(request, (work) =>
      undoConfirmed(work, { ...week, at: new Date(at), by, count }, later.listTaken),
    )
    if (!outcome.ok) return show(web, later, { request, reply, at, after, refused: true })
    const { undone, changed } = outcome.value
    web.flash(reply, `${records(undone)} taken back to draft${changed === 0 ? '' : changedText(changed)}`)
    return reply.redirect(sheetOf({ ...week, after }), 303)
  })
}

function changedText(changed: number): string {
  return `. ${records(changed)} had been changed since and stay${changed === 1 ? 's' : ''} as ${changed === 1 ? 'it is' : 'they are'}`
}

const CLOSED = {
  field: 'undo',
  text: 'Some of these cannot be taken back any more: a payment or an invoice has them, or their cut-off has passed. Open them to amend them',
}

type Exchange = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly at: string
  readonly after?: string | undefined
  readonly refused?: boolean
}

async function show(web: Web, later: Later, exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, at, after, refused = false } = exchange
  const asked = askedServiceWeek(web, request)
  const now = web.clock.now()
  const today = londonToday(now)
  const { accountId: by } = web.visitor(request)
  const { service, confirmed, sheet, progress } = await web.read(request, async (tx) => {
    const [known, standing, weeks] = await Promise.all([
      getService(tx, asked.serviceId),
      listConfirmedBy(tx, { ...asked, at: new Date(at), by }),
      listProgress(tx, today),
    ])
    const packageIds = standing.slice(0, SHEET_PAGE).map(({ packageId }) => packageId)
    const none = { rows: [], taken: new Set<string>(), reasons: [] }
    const rows = packageIds.length === 0 ? none : await readSheetRows(tx, asked, { packageIds }, later)
    return { service: known, confirmed: standing, sheet: rows, progress: weeks }
  })
  const page = (
    <ConfirmedPage
      view={web.view(request)}
      form={web.form(request, {}, refused ? [CLOSED] : [])}
      {...{ service, at, after }}
      weekStart={asked.weekStart}
      count={confirmed.length}
      lines={linesOf(sheet, { today, now }, later)}
      held={confirmed.filter(({ status }) => status === 'held').length}
      next={nextOf(progress, asked, today)}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, refused ? 422 : 200)
}

/** Another service in the same week first, then the oldest week that has ended and waits. */
function nextOf(
  weeks: readonly ServiceWeekCount[],
  { serviceId, weekStart }: ServiceWeek,
  today: LocalDate,
): ServiceWeekCount | undefined {
  const due = weeks
    .filter((week) => waiting(week) > 0 && addDays(week.weekStart, 7) <= today)
    .filter((week) => week.serviceId !== serviceId || week.weekStart !== weekStart)
    .toSorted((one, other) => (one.weekStart < other.weekStart ? -1 : 1))
  return due.find((week) => week.weekStart === weekStart) ?? due[0]
}
