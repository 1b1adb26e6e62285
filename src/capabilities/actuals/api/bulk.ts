import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { parseLocalDate, weekdayOf } from '../../../core/dates.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { mountOperation, readBody } from '../../../platform/web/api.ts'
import { ApiProblem, type ProblemFault } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import type { Work } from '../../../platform/work.ts'
import { recordRows, type RefusedRow, type RowToRecord } from '../commands/record-rows.ts'
import { isLateFault } from '../pages/shared/late-reason.tsx'
import type { Later } from '../pages/shared/later.ts'
import type { Unit } from '../rules/week.ts'
import { causeWords } from '../rules/file/words.ts'
import { listPlacesOf, listRecordedByVisits, listStandings, type StandingOf } from '../store/api-weeks.ts'
import { BulkBody, recordActualsOperation, type RowResult } from './bulk-operation.ts'
import { lateFaultOf, lateOf } from './late.ts'
import { faultOf, heldNotes, readSent } from './week-shape.ts'

type Row = z.infer<typeof BulkBody>['rows'][number]
type Bulk = { readonly rows: readonly Row[]; readonly dryRun: boolean; readonly weekStartsOn: number }
type Tried = { readonly code: 'tried'; readonly results: readonly RowResult[] }

/** Many weeks at once: every row is judged by itself, and a trial is the same work rolled back. */
export function mountBulk(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, recordActualsOperation, async (request: FastifyRequest, reply) => {
    const { rows, dryRun } = readBody(BulkBody, request)
    const { weekStartsOn } = web.visitor(request).council
    const outcome = await web.inWork(request, (work) => record(work, { rows, dryRun, weekStartsOn }, later))
    if (outcome.ok) return reply.send(summaryOf(outcome.value, false))
    if (outcome.refusal.code === 'tried') return reply.send(summaryOf(outcome.refusal.results, true))
    reply.header('retry-after', '1')
    const title = 'Others are recording the same weeks. Nothing was saved: send it again'
    throw new ApiProblem({ status: 409, code: 'overtaken', title })
  })
}

async function record(
  work: Work,
  bulk: Bulk,
  later: Later,
): Promise<Outcome<readonly RowResult[], Tried | { readonly code: 'overtaken' }>> {
  const read = await withoutVisits(work, readRows(bulk))
  const weeks = read.flatMap(({ row }) => (row === undefined ? [] : [row]))
  const recorded = await recordRows(work, weeks, later.listTaken)
  if (!recorded.ok) return recorded
  const packageIds = bulk.rows.map(({ packageId }) => packageId)
  const [places, standings] = await Promise.all([listPlacesOf(work.tx, packageIds), listStandings(work.tx, weeks)])
  const now: Now = {
    unitOf: new Map(places.map(({ packageId, unit }) => [packageId, unit])),
    standingOf: new Map(standings.map((standing) => [keyOf(standing), standing])),
    refusedOf: Map.groupBy(recorded.value, keyOf),
  }
  const results = bulk.rows.map((sent, place): RowResult => {
    const { packageId, weekStart, version } = sent
    const one = read[place]
    const faults = one === undefined ? [] : faultsOf(one, now, { packageId, at: `/rows/${String(place)}` })
    const standing = one?.row === undefined ? undefined : now.standingOf.get(keyOf(one.row))
    return { row: place, packageId, weekStart, ...resultOf(faults, standing, version) }
  })
  return bulk.dryRun ? refused({ code: 'tried', results }) : done(results)
}

type Now = {
  readonly unitOf: ReadonlyMap<string, Unit>
  readonly standingOf: ReadonlyMap<string, StandingOf>
  readonly refusedOf: ReadonlyMap<string, readonly RefusedRow[]>
}

function faultsOf(
  { row, faults }: ReadRow,
  { unitOf, refusedOf }: Now,
  { packageId, at }: { readonly packageId: string; readonly at: string },
): readonly ProblemFault[] {
  const unit = unitOf.get(packageId) ?? 'hour'
  const judged = row === undefined ? [] : (refusedOf.get(keyOf(row)) ?? [])
  const words = ({ fault }: RefusedRow) => (isLateFault(fault) ? lateFaultOf(fault, at) : faultOf(fault, unit, at))
  return [...faults(unit, at), ...judged.map(words)]
}

function resultOf(faults: readonly ProblemFault[], standing: StandingOf | undefined, basedOn: number) {
  const version = standing?.version ?? 0
  if (faults.length > 0) return { result: 'refused' as const, version, status: null, faults, notes: [] }
  return {
    result: version > basedOn ? ('saved' as const) : ('unchanged' as const),
    version,
    status: standing?.status ?? null,
    faults,
    notes: heldNotes(standing?.heldCode ?? null),
  }
}

type ReadRow = {
  readonly row: RowToRecord | undefined
  readonly faults: (unit: Unit, at: string) => readonly ProblemFault[]
}

/** Amounts of a week say nothing where the visits of the week are what is paid. */
async function withoutVisits({ tx }: Work, rows: readonly ReadRow[]): Promise<readonly ReadRow[]> {
  const weeks = rows.flatMap(({ row }) => (row === undefined ? [] : [row]))
  const byVisits = new Set((await listRecordedByVisits(tx, weeks)).map(keyOf))
  const { why, fix } = causeWords('R45')
  return rows.map((one) =>
    one.row !== undefined && byVisits.has(keyOf(one.row)) ? own('R45', '', `${why}. ${fix}`) : one,
  )
}

/** What cannot be read, begins on another day, or stands above already never comes to be judged. */
function readRows({ rows, weekStartsOn }: Bulk): readonly ReadRow[] {
  const seen = new Set<string>()
  return rows.map(({ packageId, weekStart: text, version: basedOn, ...entry }): ReadRow => {
    const weekStart = parseLocalDate(text)
    if (weekStart === undefined || weekdayOf(weekStart) !== weekStartsOn)
      return own('R04', '/weekStart', 'The week must begin on the weekday of the council')
    if (seen.has(`${packageId} ${weekStart}`))
      return own('R05', '', 'The same package and week stands in an earlier row')
    seen.add(`${packageId} ${weekStart}`)
    const sent = readSent(entry)
    const late = lateOf(entry)
    if (sent.ok)
      return { row: { packageId, weekStart, basedOn, entry: sent.value, intent: entry.intent, late }, faults: () => [] }
    const misread = sent.refusal.faults
    return { row: undefined, faults: (unit, at) => misread.map((fault) => faultOf(fault, unit, at)) }
  })
}

function own(code: string, pointer: string, text: string): ReadRow {
  return { row: undefined, faults: (_unit, at) => [{ code, pointer: `${at}${pointer}`, text }] }
}

function keyOf({ packageId, weekStart }: { readonly packageId: string; readonly weekStart: string }): string {
  return `${packageId} ${weekStart}`
}

function summaryOf(rows: readonly RowResult[], dryRun: boolean) {
  const count = (result: RowResult['result']) => rows.filter((row) => row.result === result).length
  const held = rows.filter(({ status }) => status === 'held').length
  return { dryRun, saved: count('saved'), unchanged: count('unchanged'), refused: count('refused'), held, rows }
}
