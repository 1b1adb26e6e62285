import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate, weekdayOf } from '../../../../../core/dates.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { recordWeek } from '../../../commands/record-week.ts'
import type { Recorded } from '../../../commands/record-week.ts'
import { judge } from '../../../rules/judge.ts'
import type { RowFault } from '../../../rules/judge.ts'
import type { SheetRow } from '../../../rules/sheet-row.ts'
import { getService, listSheet, SHEET_PAGE } from '../../../store/sheet.ts'
import type { Later } from '../../shared/later.ts'
import { errorsOf, lineOf, rebased, valuesOf } from '../../shared/lines.ts'
import { readSheet, SentSheet } from '../../shared/sent-sheet.ts'
import { ServiceWeekPage } from './page.tsx'

const Params = z.object({ serviceId: z.uuid(), weekStart: z.string() })
const Query = z.object({ after: z.uuid().optional() })

type Asked = { readonly serviceId: string; readonly weekStart: LocalDate; readonly after: string | undefined }

export function mountServiceWeek(app: FastifyInstance, web: Web, later: Later): void {
  app.get('/actuals/:serviceId/:weekStart', { config: { permission: 'actuals.view' } }, async (request, reply) =>
    show(web, later, { request, reply }),
  )

  app.post('/actuals/:serviceId/:weekStart', { config: { permission: 'actuals.record' } }, async (request, reply) => {
    const asked = askedFor(web, request)
    const sent = web.parse(SentSheet, request.body)
    const { entries, faults } = readSheet(sent)
    if (faults.length > 0) return show(web, later, { request, reply }, { sent, faults })
    const outcome = await web.inWork(request, (work) => recordWeek(work, { ...asked, entries }, later.listTaken))
    if (!outcome.ok) return show(web, later, { request, reply }, { sent, faults: outcome.refusal.faults })
    web.flash(reply, said(outcome.value))
    return reply.redirect(request.url, 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly sent: SentSheet; readonly faults: readonly RowFault[] }

async function show(web: Web, later: Later, { request, reply }: Exchange, refusal?: Refused): Promise<FastifyReply> {
  const asked = askedFor(web, request)
  const now = web.clock.now()
  const today = londonToday(now)
  const { service, rows, taken } = await web.read(request, async (tx) => {
    const [known, sheet] = await Promise.all([
      getService(tx, asked.serviceId),
      listSheet(tx, asked, { after: asked.after }),
    ])
    const recorded = sheet.filter(({ standing }) => standing !== undefined).map(({ packageId }) => packageId)
    const listed = recorded.length === 0 ? new Set<string>() : await later.listTaken(tx, asked.weekStart, recorded)
    return { service: known, rows: sheet, taken: listed }
  })
  const lines = rows.slice(0, SHEET_PAGE).map((row) => lineOf(row, { today, now, taken, quote: later.quote }))
  const faults = refusal === undefined ? [] : allFaults(refusal, { rows, taken, today, now })
  const values = { ...valuesOf(lines), ...refusal?.sent.typed, ...rebased(faults) }
  const page = (
    <ServiceWeekPage
      view={web.view(request)}
      form={web.form(request, values, errorsOf(faults, lines))}
      service={service}
      weekStart={asked.weekStart}
      today={today}
      lines={lines}
      next={rows.length > SHEET_PAGE ? lines.at(-1)?.row.packageId : undefined}
      after={asked.after}
      mayRecord={web.may(request, 'actuals.record')}
    />
  )
  return web.html(reply, page, refusal === undefined ? 200 : 422)
}

type Standing = {
  readonly rows: readonly SheetRow[]
  readonly taken: ReadonlySet<string>
  readonly today: LocalDate
  readonly now: Date
}

/** A number that cannot be read is told together with the faults of the other rows, so that one more try is enough. */
function allFaults({ sent, faults }: Refused, { rows, taken, today, now }: Standing): readonly RowFault[] {
  const told = new Set(faults.map(({ packageId }) => packageId))
  const rowOf = new Map(rows.map((row) => [row.packageId, row]))
  const others = readSheet(sent).entries.flatMap((entry) => {
    const row = rowOf.get(entry.packageId)
    if (row === undefined || told.has(entry.packageId)) return []
    const base = entry.basedOn === row.standing?.version ? row.standing.entry : undefined
    const judgement = judge(row, { ...entry, base }, { today, now, taken: taken.has(entry.packageId) })
    if (judgement.kind !== 'refuse') return []
    return judgement.faults.map((fault) => ({ packageId: entry.packageId, fault }))
  })
  const order = [...rowOf.keys()]
  return [...faults, ...others].toSorted((a, b) => order.indexOf(a.packageId) - order.indexOf(b.packageId))
}

/** Weeks begin on the council's day: another day is not a week of ours. */
function askedFor(web: Web, request: FastifyRequest): Asked {
  const { serviceId, weekStart: text } = web.params(request, Params)
  const weekStart = parseLocalDate(text)
  if (weekStart === undefined || weekdayOf(weekStart) !== web.visitor(request).council.weekStartsOn)
    throw new NotFound('week')
  return { serviceId, weekStart, after: web.parse(Query, request.query).after }
}

function said({ drafts, confirmed, held }: Recorded): string {
  const parts = [
    drafts > 0 ? `${weeks(drafts)} saved as a draft` : '',
    confirmed > 0 ? `${weeks(confirmed)} confirmed` : '',
    held > 0 ? `${weeks(held)} confirmed but held, because more was delivered than the exception level allows` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Nothing had changed, so nothing was saved' : `Saved: ${parts.join(', ')}`
}

function weeks(count: number): string {
  return count === 1 ? '1 record' : `${String(count)} records`
}
