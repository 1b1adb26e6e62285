import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { daysBetween, localDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { receiveBytes } from '../../../platform/files/receive-bytes.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import { mountOperation, pageOf, readBody, readCursor, readQuery } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import type { Answer, Work } from '../../../platform/work.ts'
import { receiveUpload } from '../commands/upload/receive-upload.ts'
import { saveUpload } from '../commands/upload/save-upload.ts'
import { saveWords } from '../pages/shared/upload-words.ts'
import { fileWords } from '../rules/file/words.ts'
import { visitColumns, type VisitColumn } from '../rules/visit-columns.ts'
import { findApiVisit, listApiVisits, type ApiVisitRow } from '../store/api-visits.ts'
import { listResults } from '../store/upload/rows.ts'
import { listUnmoved } from '../store/upload/unmoved-weeks.ts'
import { getUpload } from '../store/upload/uploads.ts'
import { rowOf, unmovedOf } from './uploads.ts'
import {
  getVisitOperation,
  listVisitsOperation,
  OneVisit,
  postVisitsOperation,
  VisitsBody,
  VisitsQuery,
  type ApiVisit,
  type SentVisit,
} from './visit-operations.ts'

type Body = z.infer<typeof VisitsBody>
type Refusal = { readonly code: string; readonly status: 409 | 422; readonly title: string }
const MOST_DAYS = 366

export function mountApiVisits(app: FastifyInstance, web: Web): void {
  mountOperation(app, postVisitsOperation, async (request, reply) => {
    const body = readBody(VisitsBody, request)
    const content = asFile(body.visits, String(request.headers['idempotency-key']))
    const file = await receiveBytes(web.files.store, 'visits-of-the-api.csv', content)
    const outcome = await web.inWork(request, (work) => record(work, body, file))
    if (!outcome.ok) throw new ApiProblem(outcome.refusal)
    return reply.send(outcome.value)
  })

  mountOperation(app, listVisitsOperation, async (request, reply) => {
    const { from, to, limit, cursor } = readQuery(VisitsQuery, request)
    const [first, last] = [localDate(from), localDate(to)]
    if (last < first || daysBetween(first, last) > MOST_DAYS)
      throw new ApiProblem({
        status: 400,
        code: 'query-wrong',
        title: 'Ask for 1 to 366 days, the first before the last',
      })
    const place = readCursor(z.tuple([z.iso.date(), z.string(), z.uuid()]), cursor)
    const after = place && { day: localDate(place[0]), carerRef: place[1], id: place[2] }
    const found = await web.read(request, (tx) => listApiVisits(tx, { from: first, to: last, after, limit }))
    const { rows, next } = pageOf(found, limit, ({ day, carerRef, id }) => [day, carerRef, id])
    return reply.send({ visits: rows.map(visitOf), next })
  })

  mountOperation(app, getVisitOperation, async (request, reply) => {
    const { reference } = web.params(request, OneVisit)
    const visit = await web.read(request, (tx) => findApiVisit(tx, reference))
    if (visit === undefined) throw new NotFound('visit')
    return reply.send(visitOf(visit))
  })
}

/** Sent visits are a file that nobody had to write: one judgement, one result and one undo for both. */
function asFile(visits: Body['visits'], sentAs: string): Buffer {
  const rows = visits.map((visit, at) => [...cellsOf(visit), at === 0 ? sentAs : ''])
  // What is sent anew is looked at anew, though it says the same: the last column tells the two apart.
  const lines = [[...visitColumns, 'sent_as'], ...rows].map((cells) => cells.map(quoted).join(','))
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}

/** Read by ourselves and by no spreadsheet: a reference that begins like a formula stays as it was sent. */
function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

function cellsOf(visit: z.infer<typeof SentVisit>): readonly string[] {
  const cells: Readonly<Record<VisitColumn, string | number | undefined>> = {
    visit_ref: visit.reference,
    client_ref: visit.clientRef,
    cpli_id: visit.packageReference,
    visit_date: visit.day,
    planned_start: visit.plannedStart,
    planned_minutes: visit.plannedMinutes,
    claimed_start: visit.claimedStart,
    claimed_minutes: visit.claimedMinutes,
    actual_start: visit.actualStart,
    actual_end: visit.actualEnd,
    actual_minutes: visit.actualMinutes,
    carer_ref: visit.carerRef,
    secondary_visit: visit.secondary ? 'true' : '',
    status: visit.status,
    capture: visit.capture,
    exception_code: visit.exceptionCode,
    comment: visit.comment,
  }
  return visitColumns.map((column) => String(cells[column] ?? ''))
}

/** The heading is the first line. */
const FIRST_LINE = 2

async function record(
  work: Work,
  { visits, dryRun, confirmed, reason }: Body,
  file: ReceivedFile,
): Promise<Outcome<Answer, Refusal>> {
  const received = await receiveUpload(work, { file, checkOnly: dryRun, mapId: null, source: 'api' })
  if (!received.ok) throw new Error('receiving a file refuses nothing')
  const { uploadId } = received.value
  const checked = await getUpload(work.tx, uploadId)
  if (checked.fileCode !== null) {
    const title = fileWords({ code: checked.fileCode, facts: checked.fileFacts }).join('. ')
    return refused({ status: 422, code: checked.fileCode, title })
  }
  const isWorthSaving = !dryRun && checked.rowsNew + checked.rowsChanged > 0
  const saved = isWorthSaving
    ? await saveUpload(work, { uploadId, version: checked.version, confirmed, reason })
    : done({ saved: 0 })
  if (!saved.ok && saved.refusal.code !== 'nothing-to-save')
    return refused({ status: 409, code: saved.refusal.code, title: saveWords(saved.refusal) })
  const upload = await getUpload(work.tx, uploadId)
  const rows = (await listResults(work.tx, upload, 0, visits.length)).map((row) => rowOf(row, upload))
  const results = rows.map(({ row, result, codes, message }) => {
    const place = row - FIRST_LINE
    return { row: place, reference: visits[place]?.reference ?? '', result, codes, message }
  })
  const count = (result: string) => results.filter((one) => one.result === result).length
  return done({
    ...{ dryRun, uploadId, saved: count('saved'), unchanged: count('unchanged') },
    ...{ refused: count('refused'), toConfirm: count('to-confirm'), visits: results },
    unmovedWeeks: unmovedOf(await listUnmoved(work.tx, uploadId)),
  })
}

export function visitOf(visit: ApiVisitRow): z.infer<typeof ApiVisit> {
  const { reference, clientRef, packageId, carerRef, secondary, day, plannedMinutes, claimedMinutes } = visit
  const { status, capture, exceptionCode, comment, state, why, uploadId, version } = visit
  return {
    ...{ reference, clientRef, packageId, carerRef, secondary, day, plannedMinutes, claimedMinutes },
    plannedStart: visit.plannedAt,
    claimedStart: visit.claimedAt,
    actualStart: visit.startsAt,
    actualEnd: visit.endsAt,
    loggedMinutes: visit.logged,
    paidMinutes: visit.paid,
    ...{ status, capture, exceptionCode, comment, state, why, uploadId, version },
    receivedAt: visit.receivedAt.toISOString(),
  }
}
