import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BYTE_ORDER_MARK, csvText } from '../../../../../core/csv.ts'
import { addDays } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listPersonEvents, type PersonEvent } from '../../../store/staff.ts'
import { eventWords } from '../event-words.ts'
import { instantsOf, readPeriod, type Days } from '../period-entry.ts'
import { PeopleReportPage } from './page.tsx'

const ROWS = 50
const ROWS_AT_ONCE = 1_000
const LONGEST_DAYS = 366
const view = { config: { permission: 'people.view' } } as const
const Query = z.looseObject({
  at: z.iso.datetime().optional(),
  seq: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
})

export function mountPeopleReport(app: FastifyInstance, web: Web): void {
  app.get('/people/report', view, (request, reply) => show(web, request, reply))
  app.get('/people/report.csv', view, (request, reply) => {
    const { days, errors } = periodOf(web, request)
    if (errors.length > 0) return reply.redirect('/council/people/report', 303)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="people-${days.from}-${days.until}.csv"`)
      .send(Readable.from(pieces(web, request, days)))
  })
}

/** The last 31 days unless others were asked for. */
function periodOf(web: Web, request: FastifyRequest) {
  const query = web.parse(Query, request.query)
  const today = londonToday(web.clock.now())
  const tooLong = 'The last day must be after the first, and a year later at most'
  const usual = { from: addDays(today, -30), until: today }
  return { query, ...readPeriod(query, { usual, longestDays: LONGEST_DAYS, tooLong }) }
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { query, days, typed, errors } = periodOf(web, request)
  const after = query.at === undefined || query.seq === undefined ? undefined : { at: query.at, seq: query.seq }
  const page = { ...instantsOf(days), after, rows: ROWS + 1 }
  const events = errors.length > 0 ? [] : await web.read(request, (tx) => listPersonEvents(tx, page))
  const last = events.length > ROWS ? events[ROWS - 1] : undefined
  return web.html(
    reply,
    <PeopleReportPage
      view={web.view(request)}
      form={web.form(request, typed, errors)}
      events={events.slice(0, ROWS)}
      next={last === undefined ? undefined : `/council/people/report?${addressOf(typed, last)}`}
      csv={errors.length > 0 ? undefined : `/council/people/report.csv?${addressOf(typed)}`}
    />,
    errors.length > 0 ? 422 : 200,
  )
}

function addressOf(typed: Readonly<Record<string, string>>, last?: PersonEvent): string {
  const query = new URLSearchParams(typed)
  if (last !== undefined) {
    query.set('at', last.at.toISOString())
    query.set('seq', String(last.seq))
  }
  return query.toString()
}

async function* pieces(web: Web, request: FastifyRequest, days: Days): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvText([['at', 'list', 'what', 'name', 'email', 'works_for', 'by']])
  let after: { readonly at: string; readonly seq: string } | undefined
  do {
    const page = { ...instantsOf(days), after, rows: ROWS_AT_ONCE }
    const events = await web.read(request, (tx) => listPersonEvents(tx, page))
    yield csvText(events.map(cellsOf))
    const last = events.length === ROWS_AT_ONCE ? events.at(-1) : undefined
    after = last && { at: last.at.toISOString(), seq: String(last.seq) }
  } while (after !== undefined)
}

function cellsOf({ at, action, name, email, provider, actor }: PersonEvent): readonly string[] {
  const { kind, what } = eventWords(action)
  return [at.toISOString(), kind, what, name, email, provider ?? 'The council', actor]
}
