import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Outcome } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem, type ProblemFault } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import {
  cellNames,
  fixAll,
  fixRows,
  type CellName,
  type FixRefusal,
  type TypedRow,
} from '../commands/upload/fix-rows.ts'
import { fixVisits, type Cells } from '../commands/upload/fix-visits.ts'
import { isLateWrong, textsOf } from '../pages/shared/row-texts.ts'
import { fixWords } from '../pages/shared/upload-words.ts'
import { lateColumns } from '../rules/file/columns.ts'
import { keptCells } from '../rules/file/read-row.ts'
import { readRemedy, remedyKinds } from '../rules/file/remedies.ts'
import { messageOf } from '../rules/file/words.ts'
import { carerColumns, sheetColumns, visitColumns } from '../rules/visit-columns.ts'
import { listRows } from '../store/upload/rows.ts'
import { getUpload, type UploadKind } from '../store/upload/uploads.ts'
import { exampleUpload, UploadParams, WholeUpload } from './upload-operations.ts'
import { wholeOf } from './uploads.ts'

const weekColumns = [...keptCells, 'cpli_id', 'client_ref', ...lateColumns] as const
const columns = [...new Set([...weekColumns, ...sheetColumns])]
const FixBody = z
  .object({
    rows: z
      .array(
        z.object({
          row: z.int().positive().describe('As a spreadsheet numbers it'),
          cells: z
            .partialRecord(z.enum(columns), z.string().max(2_000))
            .describe('What is put right, by column; the others stay as they were sent'),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'FixRows' })
const RemedyBody = z
  .object({
    code: z
      .string()
      .regex(/^R\d\d$/)
      .describe('Of the rows that it is done to'),
    remedy: z
      .enum(remedyKinds)
      .describe(
        'Of weeks any; of visits and carers `again`, of visits with an exception code as text for R43, or `drop` to leave them out',
      ),
    text: z.string().max(2_000).default(''),
    count: z.int().min(0).max(9_999).nullable().default(null).describe('For `visits`'),
  })
  .meta({ id: 'Remedy' })

const address = `/uploads/${exampleUpload.id}`
const common = {
  method: 'POST',
  about: 'Files',
  permission: 'actuals.record',
  params: UploadParams,
  answer: WholeUpload,
} as const
const notOpen = { status: 409, code: 'not-open', when: 'The file is not checked or saved' }
const put = { ...exampleUpload, version: 3, causes: [], rows: { ...exampleUpload.rows, new: 37, refused: 0 } }

export const fixRowsOperation: Operation = {
  ...common,
  id: 'fixUploadRows',
  path: '/uploads/{uploadId}/fixes',
  summary: 'Put refused rows of a file right',
  description: 'They are judged again. Rows that are good or saved are not touched.',
  body: FixBody,
  refusals: [notOpen, { status: 422, code: 'R20, body-wrong', when: 'A cell cannot be read, or is none of this file' }],
  example: { path: `${address}/fixes`, body: { rows: [{ row: 17, cells: { comment: 'Carer ill' } }] }, answer: put },
}
export const remedyOperation: Operation = {
  ...common,
  id: 'remedyUpload',
  path: '/uploads/{uploadId}/remedies',
  summary: 'Put every row with one cause right at once',
  description: 'One remedy for all of them, or all of them left out.',
  body: RemedyBody,
  refusals: [notOpen, { status: 422, code: 'body-wrong', when: 'The remedy needs words or a number' }],
  example: {
    path: `${address}/remedies`,
    body: { code: 'R26', remedy: 'comment', text: 'No cover over the bank holiday' },
    answer: put,
  },
}

export function mountApiFixing(app: FastifyInstance, web: Web): void {
  mountOperation(app, fixRowsOperation, async (request, reply) => {
    const { uploadId } = web.params(request, UploadParams)
    const { rows } = readBody(FixBody, request)
    const { kind } = await web.read(request, (tx) => getUpload(tx, uploadId))
    refuseStrange(rows, kind)
    if (kind === 'weeks') {
      const typed = await web.read(request, (tx) => typedRows(tx, uploadId, rows))
      const sent = rows.map(({ row }) => row)
      orProblem(await web.inWork(request, (work) => fixRows(work, { uploadId, rows: typed })), sent)
    } else {
      const put = rows.map(({ row, cells }) => ({ line: row, cells: cells satisfies Cells }))
      orProblem(await web.inWork(request, (work) => fixVisits(work, { uploadId, rows: put })), [])
    }
    return reply.send(await wholeOf(web, request, uploadId))
  })

  mountOperation(app, remedyOperation, async (request, reply) => {
    const { uploadId } = web.params(request, UploadParams)
    const { code, remedy: kindOf, text, count } = readBody(RemedyBody, request)
    const { kind } = await web.read(request, (tx) => getUpload(tx, uploadId))
    if (kind === 'weeks') {
      const remedy = readRemedy({ remedy: kindOf, text, count: count === null ? '' : String(count) })
      if (remedy === undefined) throw wrong(kindOf === 'visits' ? '/count' : '/text', 'This remedy needs it')
      orProblem(await web.inWork(request, (work) => fixAll(work, { uploadId, code, remedy })), [])
    } else {
      const given = visitRemedy({ code, kind: kindOf, text: text.trim() })
      orProblem(await web.inWork(request, (work) => fixVisits(work, { uploadId, ...given })), [])
    }
    return reply.send(await wholeOf(web, request, uploadId))
  })
}

type SentRow = z.infer<typeof FixBody>['rows'][number]

/** A column that files of this kind do not have was meant for another file. */
function refuseStrange(rows: readonly SentRow[], kind: UploadKind): void {
  const known: readonly string[] = { weeks: weekColumns, visits: visitColumns, carers: carerColumns }[kind]
  const faults = rows.flatMap(({ cells }, at) =>
    Object.keys(cells)
      .filter((column) => !known.includes(column))
      .map((column) => faultAt(`/rows/${String(at)}/cells/${column}`, 'Files of this kind have no such column')),
  )
  if (faults.length > 0)
    throw new ApiProblem({ status: 422, code: 'body-wrong', title: 'The body is not as documented', faults })
}

/** What is not named stays as it was sent. A row that is not there, or not refused, is left out by the command. */
async function typedRows(tx: Tx, uploadId: string, rows: readonly SentRow[]): Promise<readonly TypedRow[]> {
  const found = await Promise.all(rows.map(({ row }) => listRows(tx, uploadId, { show: 'refused', after: row - 1 }, 0)))
  return rows.flatMap(({ row: line, cells }, at): readonly TypedRow[] => {
    const before = found[at]?.find((one) => one.line === line)
    if (before === undefined) return []
    const stood = textsOf(before)
    const text = (name: CellName) => cells[columnOf(name)] ?? stood(name)
    const [weekStart, actual, frustrated] = [text('weekStart'), text('actual'), text('frustrated')]
    const [missed, extra, visits, comment] = [text('missed'), text('extra'), text('visits'), text('comment')]
    const [cpliRef, clientRef] = [text('cpliRef'), text('clientRef')]
    const saysLate = isLateWrong(before) || lateColumns.some((column) => cells[column] !== undefined)
    const late = saysLate ? { lateReason: text('lateReason'), lateNote: text('lateNote') } : {}
    return [{ line, weekStart, actual, frustrated, missed, extra, visits, comment, cpliRef, clientRef, ...late }]
  })
}

function columnOf(name: CellName): (typeof weekColumns)[number] {
  return weekColumns[cellNames.indexOf(name)] ?? 'week_start'
}

type VisitRemedy = { readonly code: string; readonly kind: (typeof remedyKinds)[number]; readonly text: string }

function visitRemedy({ code, kind, text }: VisitRemedy) {
  if (kind === 'drop') return { code, drop: true } as const
  if (kind !== 'again') throw wrong('/remedy', 'Visits are judged again, or left out')
  if (code === 'R43' && text === '') throw wrong('/text', 'Send an exception code for all these rows')
  return { code, cells: code === 'R43' ? { exception_code: text } : {} }
}

function wrong(pointer: string, text: string): ApiProblem {
  return new ApiProblem({ status: 422, code: 'body-wrong', title: text, faults: [faultAt(pointer, text)] })
}

function faultAt(pointer: string, text: string): ProblemFault {
  return { code: 'body-wrong', pointer, text }
}

function orProblem(outcome: Outcome<unknown, FixRefusal>, sent: readonly number[]): void {
  if (outcome.ok) return
  const { refusal } = outcome
  const title = fixWords(refusal)
  if (refusal.code === 'not-open') throw new ApiProblem({ status: 409, code: refusal.code, title })
  const code = 'R20'
  const faults = refusal.faults.map(({ line, column, why }) => {
    const name = columnOf(column)
    const pointer = `/rows/${String(sent.indexOf(line))}/cells/${name}`
    return { code, pointer, text: messageOf(`${code}:${name}:${why}`) }
  })
  throw new ApiProblem({ status: 422, code, title, faults })
}
