import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { penceText } from '../../../core/decimal.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { cursorOf, mountOperation, pageOf, readBody, readCursor, readQuery } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { receiveUpload } from '../commands/upload/receive-upload.ts'
import { saveUpload } from '../commands/upload/save-upload.ts'
import { undoUpload } from '../commands/upload/undo-upload.ts'
import { sendResult } from '../pages/shared/send-result.ts'
import { saveWords, undoWords } from '../pages/shared/upload-words.ts'
import { messageFor } from '../rules/file/result-words.ts'
import { unmovedWords, visitCauseWords } from '../rules/file/visit-words.ts'
import { causeWords, fileWords } from '../rules/file/words.ts'
import { listCauses, listResults, listWarnings, type Cause, type RowResult } from '../store/upload/rows.ts'
import { listUnmoved, UNMOVED_PAGE, type UnmovedWeek } from '../store/upload/unmoved-weeks.ts'
import { getUpload, listUploads, UPLOADS_PAGE, type Upload } from '../store/upload/uploads.ts'
import {
  getUploadOperation,
  getUploadResultOperation,
  listUploadRowsOperation,
  listUploadsOperation,
  RowsQuery,
  SaveBody,
  saveUploadOperation,
  SendBody,
  sendUploadOperation,
  undoUploadOperation,
  UploadParams,
  UploadsQuery,
  type FileRowShape,
  type UploadShape,
  type WholeUpload,
} from './upload-operations.ts'

/** The files of rostering systems: the same command, checks and results as on the pages. */
export function mountApiUploads(app: FastifyInstance, web: Web): void {
  mountOperation(app, sendUploadOperation, async (request, reply) => {
    const { files, faults } = web.uploads(request, 'file')
    const [file] = files
    const title = faults[0]?.text ?? 'Send the file as the part “file” of a multipart form'
    if (file === undefined || faults.length > 0) throw new ApiProblem({ status: 422, code: 'file-missing', title })
    const { checkOnly, mapId = null } = readBody(SendBody, request)
    const given = { file, checkOnly: checkOnly === 'true', mapId, source: 'api' as const }
    const outcome = await web.inWork(request, (work) => receiveUpload(work, given))
    if (!outcome.ok) throw new Error('receiving a file refuses nothing')
    return reply.send(await wholeOf(web, request, outcome.value.uploadId))
  })

  mountOperation(app, listUploadsOperation, async (request, reply) => {
    const place = readCursor(z.tuple([z.iso.datetime(), z.uuid()]), readQuery(UploadsQuery, request).cursor)
    const before = place && { sentAt: new Date(place[0]), id: place[1] }
    const found = await web.read(request, (tx) => listUploads(tx, before))
    const { rows, next } = pageOf(found, UPLOADS_PAGE, ({ sentAt, id }) => [sentAt.toISOString(), id])
    return reply.send({ uploads: rows.map(uploadOf), next })
  })

  mountOperation(app, getUploadOperation, async (request, reply) =>
    reply.send(await wholeOf(web, request, web.params(request, UploadParams).uploadId)),
  )

  mountOperation(app, listUploadRowsOperation, async (request, reply) => {
    const { uploadId } = web.params(request, UploadParams)
    const { limit, cursor } = readQuery(RowsQuery, request)
    const after = readCursor(z.tuple([z.coerce.number().int()]), cursor)?.[0] ?? 0
    const [upload, found] = await web.read(request, async (tx) => {
      const one = await getUpload(tx, uploadId)
      return [one, await listResults(tx, one, after, limit + 1)] as const
    })
    const rows = found.slice(0, limit)
    const last = rows.at(-1)?.line
    const next = found.length > limit && last !== undefined ? cursorOf([String(last)]) : null
    return reply.send({ rows: rows.map((row) => rowOf(row, upload)), next })
  })

  mountOperation(app, getUploadResultOperation, (request, reply) =>
    sendResult(web, request, reply, web.params(request, UploadParams).uploadId),
  )
  mountChanges(app, web)
}

function mountChanges(app: FastifyInstance, web: Web): void {
  mountOperation(app, saveUploadOperation, async (request, reply) => {
    const { uploadId } = web.params(request, UploadParams)
    const body = readBody(SaveBody, request)
    const outcome = await web.inWork(request, (work) => saveUpload(work, { uploadId, ...body }))
    if (!outcome.ok)
      throw new ApiProblem({ status: 409, code: outcome.refusal.code, title: saveWords(outcome.refusal) })
    return reply.send(await wholeOf(web, request, uploadId))
  })
  mountOperation(app, undoUploadOperation, async (request, reply) => {
    const { uploadId } = web.params(request, UploadParams)
    const outcome = await web.inWork(request, (work) => undoUpload(work, { uploadId }))
    if (!outcome.ok)
      throw new ApiProblem({ status: 409, code: outcome.refusal.code, title: undoWords(outcome.refusal) })
    return reply.send(await wholeOf(web, request, uploadId))
  })
}

export function wholeOf(web: Web, request: FastifyRequest, uploadId: string): Promise<z.infer<typeof WholeUpload>> {
  return web.read(request, async (tx) => {
    const upload = await getUpload(tx, uploadId)
    const [[causes, warnings], unmoved] = await Promise.all([counts(tx, upload), listUnmoved(tx, uploadId)])
    const inWords = causesOf(upload)
    return {
      ...uploadOf(upload),
      causes: causes.map(inWords),
      warnings: warnings.map(inWords),
      unmovedWeeks: unmovedOf(unmoved),
    }
  })
}

export function unmovedOf(weeks: readonly UnmovedWeek[]): z.infer<typeof WholeUpload>['unmovedWeeks'] {
  return weeks.slice(0, UNMOVED_PAGE).map(({ packageId, reference, weekStart, cause, settledAt }) => ({
    ...{ packageId, packageReference: reference, weekStart, code: cause.slice(0, 3), text: unmovedWords(cause) },
    settledAt: settledAt?.toISOString() ?? null,
  }))
}

function counts(tx: Tx, upload: Upload) {
  return Promise.all([listCauses(tx, upload), listWarnings(tx, upload)])
}

function causesOf({ kind }: Upload) {
  const words = kind === 'weeks' ? causeWords : visitCauseWords
  return ({ code, rows, example }: Cause) => {
    const { why, fix } = words(code)
    return { code, rows, example, text: `${why}. ${fix}` }
  }
}

function uploadOf(upload: Upload): z.infer<typeof UploadShape> {
  const { id, fileName, kind, state, checkOnly, version, fileCode, fileFacts, sentName } = upload
  return {
    ...{ id, fileName, kind, state, checkOnly, version },
    sentAt: upload.sentAt.toISOString(),
    sentBy: sentName,
    savedAt: upload.savedAt?.toISOString() ?? null,
    undoneAt: upload.undoneAt?.toISOString() ?? null,
    refusal:
      fileCode === null ? null : { code: fileCode, messages: [...fileWords({ code: fileCode, facts: fileFacts })] },
    rows: {
      ...{ read: upload.rowsRead, empty: upload.rowsBlank, same: upload.rowsSame, new: upload.rowsNew },
      ...{ changed: upload.rowsChanged, refused: upload.rowsRefused, toConfirm: upload.rowsWarned },
      ...{ held: upload.rowsHeld, saved: upload.rowsSaved, undone: upload.rowsUndone },
    },
    amount: penceText(upload.totalPence),
  }
}

const fixed = { refused: 'refused', blank: 'left-empty', same: 'unchanged', dropped: 'left-out' } as const

/** What became of one row, in a word for programs and in the sentence that stands in the file that goes back. */
export function rowOf(row: RowResult, upload: Upload): z.infer<typeof FileRowShape> {
  const { line, codes, warnings, heldCode, why } = row
  return {
    row: line,
    result: resultOf(row, upload.savedAt !== null && upload.undoneAt === null),
    codes: [
      ...(codes ?? []).map((code) => code.slice(0, 3)),
      ...(warnings ?? []),
      ...(heldCode === null ? [] : [heldCode]),
      ...(why === null ? [] : ['R44']),
    ],
    message: messageFor(row, upload.kind),
  }
}

function resultOf({ outcome, warnings }: RowResult, isSaved: boolean): z.infer<typeof FileRowShape>['result'] {
  if (outcome !== 'new' && outcome !== 'changed') return fixed[outcome]
  if (warnings !== null) return 'to-confirm'
  return isSaved ? 'saved' : outcome
}
