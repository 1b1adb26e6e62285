import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { done } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import {
  cursorOf,
  etagOf,
  mountOperation,
  readBody,
  readCursor,
  readQuery,
  versionOf,
} from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { recordWeek } from '../commands/record-week.ts'
import { sayingWhyLate } from '../commands/saying-why-late.ts'
import { weekFrom } from '../pages/shared/asked-week.ts'
import { isLateFault } from '../pages/shared/late-reason.tsx'
import type { Later } from '../pages/shared/later.ts'
import type { WeekFault } from '../rules/judge.ts'
import { isBlock } from '../rules/recordable.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
import type { PackageWeek, Unit } from '../rules/week.ts'
import { causeWords } from '../rules/file/words.ts'
import { listPlacesOf, listRecordedByVisits } from '../store/api-weeks.ts'
import { getService, listSheet, SHEET_PAGE } from '../store/sheet.ts'
import { listWarningFacts } from '../store/warnings.ts'
import { lateOf, lateProblem } from './late.ts'
import {
  getWeekOperation,
  listWeeksOperation,
  OneWeek,
  putWeekOperation,
  ServiceWeek,
  WeeksQuery,
} from './week-operations.ts'
import { EntryBody, faultOf, readSent, weekOf } from './week-shape.ts'

export function mountApiWeeks(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, listWeeksOperation, async (request, reply) => {
    const { serviceId, weekStart: text } = web.params(request, ServiceWeek)
    const week = { serviceId, weekStart: weekFrom(web, request, text) }
    const after = readCursor(z.tuple([z.uuid()]), readQuery(WeeksQuery, request).cursor)?.[0]
    const today = londonToday(web.clock.now())
    const { rows, facts } = await web.read(request, async (tx) => {
      const [, found] = await Promise.all([getService(tx, serviceId), listSheet(tx, week, { after })])
      return {
        rows: found,
        facts: await listWarningFacts(
          tx,
          week.weekStart,
          found.map(({ packageId }) => packageId),
        ),
      }
    })
    const shown = rows.slice(0, SHEET_PAGE)
    const last = shown.at(-1)?.packageId
    const next = rows.length > SHEET_PAGE && last !== undefined ? cursorOf([last]) : null
    return reply.send({ weeks: shown.map((row) => weekOf(row, today, facts.get(row.packageId))), next })
  })

  mountOperation(app, getWeekOperation, async (request, reply) => {
    const asked = askedWeek(web, request)
    const week = await web.read(request, (tx) => readWeek(tx, asked, londonToday(web.clock.now())))
    return reply.header('etag', etagOf(week.version)).send(week)
  })

  mountOperation(app, putWeekOperation, async (request, reply) => {
    const asked = askedWeek(web, request)
    const basedOn = versionOf(request)
    const body = readBody(EntryBody, request)
    const [{ unit }] = await web.read(request, (tx) =>
      Promise.all([getPlace(tx, asked.packageId), refuseRecordedByVisits(tx, asked)]),
    )
    const sent = readSent(body)
    if (!sent.ok) throw weekRefusal(sent.refusal.faults, unit)
    const { intent } = body
    const outcome = await web.inWork(request, async (work) => {
      const { serviceId } = await getPlace(work.tx, asked.packageId)
      const entries = [{ packageId: asked.packageId, basedOn, entry: sent.value, intent }]
      const week = { serviceId, weekStart: asked.weekStart }
      const recorded = await sayingWhyLate(work, { ...week, late: lateOf(body) }, () =>
        recordWeek(work, { ...week, entries, source: 'api' }, later.listTaken),
      )
      return recorded.ok ? done(await readWeek(work.tx, asked, work.today)) : recorded
    })
    if (!outcome.ok) {
      if (isLateFault(outcome.refusal)) throw lateProblem(outcome.refusal)
      const faults = outcome.refusal.faults.map(({ fault }) => fault)
      throw weekRefusal(faults, unit)
    }
    return reply.header('etag', etagOf(outcome.value.version)).send(outcome.value)
  })
}

/** Amounts of a week say nothing where its visits are what is paid. */
export async function refuseRecordedByVisits(tx: Tx, week: PackageWeek): Promise<void> {
  if ((await listRecordedByVisits(tx, [week])).length === 0) return
  const { why, fix } = causeWords('R45')
  throw new ApiProblem({ status: 409, code: 'R45', title: `${why}. ${fix}` })
}

export function askedWeek(web: Web, request: FastifyRequest): PackageWeek & { readonly weekStart: LocalDate } {
  const { packageId, weekStart } = web.params(request, OneWeek)
  return { packageId, weekStart: weekFrom(web, request, weekStart) }
}

export async function getPlace(tx: Tx, packageId: string) {
  const [place] = await listPlacesOf(tx, [packageId])
  if (place === undefined) throw new NotFound('package')
  return place
}

/** A package that could have care in that week; no other has a week to read. */
export async function getRow(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<SheetRow> {
  const { serviceId } = await getPlace(tx, packageId)
  const [row] = await listSheet(tx, { serviceId, weekStart }, { packageIds: [packageId] })
  if (row === undefined) throw new NotFound('week')
  return row
}

/** One week as the API shows it, with what is asked about it. */
export async function readWeek(tx: Tx, asked: PackageWeek, today: LocalDate) {
  const [row, facts] = await Promise.all([getRow(tx, asked), listWarningFacts(tx, asked.weekStart, [asked.packageId])])
  return weekOf(row, today, facts.get(asked.packageId))
}

export function weekRefusal(faults: readonly WeekFault[], unit: Unit): Error {
  const [first] = faults
  if (first === undefined || faults.some(({ code }) => code === 'R01')) return new NotFound('package')
  const stale = faults.find((fault) => fault.code === 'R06')
  return new ApiProblem({
    status: statusOf(faults),
    code: first.code,
    title: faultOf(first, unit).text,
    faults: faults.map((fault) => faultOf(fault, unit)),
    ...(stale !== undefined && { more: { version: stale.standing?.version ?? 0 } }),
  })
}

/** 412 where somebody else was quicker, 409 where no other figures would help, 422 for what other figures cure. */
function statusOf(faults: readonly WeekFault[]): number {
  if (faults.some(({ code }) => code === 'R06')) return 412
  return faults.some((fault) => isBlock(fault) || fault.code === 'R10') ? 409 : 422
}
