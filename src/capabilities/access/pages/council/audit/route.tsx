import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { BadRequest } from '../../../../../platform/web/faults.ts'
import { mountTable, type TableFile } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { LONGEST_DAYS, logTopics, mergeLogs, type LogPlace } from '../../../rules/audit-log.ts'
import { listDoorEvents, listLogEntries, type LogEntry, type LogSearch } from '../../../store/audit-log.ts'
import { instantsOf, readPeriod } from '../period-entry.ts'
import { AuditPage } from './page.tsx'
import { whatInWords } from './words.ts'

const ROWS = 50
const ROWS_AT_ONCE = 1_000
const path = '/audit'
const permission = 'audit.view'
const Query = z.looseObject({
  topic: z.enum(logTopics).default('everything'),
  who: z.string().trim().max(100).default(''),
  at: z.iso.datetime().optional(),
  place: z
    .string()
    .regex(/^(event-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|entry-\d{1,18})$/)
    .optional(),
})

/** One log of two: what was done here, and what the doors wrote of the same people. Only of this council. */
export function mountAudit(app: FastifyInstance, web: Web, access: Access): void {
  app.get(path, { config: { permission } }, (request, reply) => show(web, access, request, reply))
  mountTable(app, { path, permission, read: (request) => Promise.resolve(fileOf(web, access, request)) })
}

function searchOf(web: Web, request: FastifyRequest) {
  const query = web.parse(Query, request.query)
  const today = londonToday(web.clock.now())
  const usual = { from: addDays(today, -6), until: today }
  const tooLong = `The last day must be after the first, and ${String(LONGEST_DAYS)} days later at most`
  const { days, typed, errors } = readPeriod(query, { usual, longestDays: LONGEST_DAYS, tooLong })
  const { topic, who } = query
  return {
    days,
    errors,
    asked: { ...typed, topic, who },
    search: { ...instantsOf(days), topic, who },
    after: placeOf(query),
  }
}

function placeOf({ at, place }: z.infer<typeof Query>): LogPlace | undefined {
  if (at === undefined || place === undefined) return undefined
  return { at: new Date(at), source: place.startsWith('event') ? 'event' : 'entry', id: place.slice('event-'.length) }
}

type Searching = { readonly web: Web; readonly access: Access; readonly request: FastifyRequest }

async function readLog({ web, access, request }: Searching, search: LogSearch): Promise<readonly LogEntry[]> {
  const { council } = web.visitor(request)
  const [entries, events] = await Promise.all([
    web.read(request, (tx) => listLogEntries(tx, search)),
    access.db.read(gate, (tx) => listDoorEvents(tx, { ...search, councilId: council.id })),
  ])
  return mergeLogs(events, entries, search.rows)
}

async function show(web: Web, access: Access, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { search, asked, errors, after } = searchOf(web, request)
  const found = errors.length > 0 ? [] : await readLog({ web, access, request }, { ...search, after, rows: ROWS + 1 })
  const last = found.length > ROWS ? found[ROWS - 1] : undefined
  const page = (
    <AuditPage
      view={web.view(request)}
      form={web.form(request, asked, errors)}
      entries={found.slice(0, ROWS)}
      query={asked}
      next={last && `/council/audit?${new URLSearchParams({ ...asked, ...addressOf(last) }).toString()}`}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function addressOf({ place }: LogEntry): Readonly<Record<string, string>> {
  return { at: place.at.toISOString(), place: `${place.source}-${place.id}` }
}

function fileOf(web: Web, access: Access, request: FastifyRequest): TableFile {
  const { search, days, errors } = searchOf(web, request)
  if (errors.length > 0) throw new BadRequest('the days are not as the page asks for them')
  return {
    name: `audit-log-${days.from}-${days.until}`,
    title: 'Audit log',
    columns: columns.map(([heading, width]) => ({ heading, width })),
    rows: pieces({ web, access, request }, search),
  }
}

const columns = [
  ['at', 26],
  ['who', 26],
  ['email', 30],
  ['side', 12],
  ['works_for', 26],
  ['action', 30],
  ['in_words', 40],
  ['about', 18],
  ['about_id', 40],
  ['from', 18],
  ['details', 60],
] as const

async function* pieces(searching: Searching, search: Omit<LogSearch, 'after' | 'rows'>) {
  let after: LogPlace | undefined
  do {
    const entries = await readLog(searching, { ...search, after, rows: ROWS_AT_ONCE })
    yield entries.map(cellsOf)
    after = entries.length === ROWS_AT_ONCE ? entries.at(-1)?.place : undefined
  } while (after !== undefined)
}

function cellsOf(entry: LogEntry): readonly string[] {
  const { place, name, email, face, provider, action, subjectType, subjectId, address, details } = entry
  const what = [action, whatInWords(entry), subjectType, subjectId]
  return [place.at.toISOString(), name, email ?? '', face, provider ?? '', ...what, address, JSON.stringify(details)]
}
