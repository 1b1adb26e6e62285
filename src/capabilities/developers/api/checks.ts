import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../core/errors.ts'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { checkRule } from '../pages/open/shared/check-rule.ts'
import type { Documented } from '../pages/open/shared/documented.ts'
import { documentCheck, documentFormats } from '../rules/documents.ts'

const CheckedShape = z
  .object({
    kind: z.string().nullable().describe('What it was read as: weeks, visits or carers'),
    file: z
      .object({ code: z.string(), messages: z.array(z.string()) })
      .nullable()
      .describe('Why the file as a whole is refused; null when it was read'),
    rows: z
      .array(z.object({ row: z.int(), codes: z.array(z.string()), messages: z.array(z.string()) }))
      .describe('Rows with faults, numbered as a spreadsheet numbers them'),
    counts: z.object({ read: z.int(), refused: z.int() }),
  })
  .meta({ id: 'CheckedFile' })
const Document = z.record(z.string(), z.unknown())
const Named = z.object({ format: z.string().max(60).describe('`actuals-1`, `commissioned-care-1` or `remittance-1`') })
const CheckedDocument = z
  .object({
    format: z.string(),
    valid: z.boolean(),
    faults: z.array(z.object({ pointer: z.string(), text: z.string() })).describe('The first hundred'),
  })
  .meta({ id: 'CheckedDocument' })

const checkFileOperation: Operation = {
  id: 'checkFile',
  method: 'POST',
  path: '/checks',
  permission: 'public',
  about: 'Checking',
  perMinute: 20,
  summary: 'Check a file without saving it',
  description:
    'Reads a file of weeks, visits or carers and says what is wrong with it, row by row, with the codes of uploads. Nothing is kept, nobody has to come in, and whose packages they are is not looked at.',
  upload: checkRule,
  answer: CheckedShape,
  refusals: [{ status: 422, code: 'file-missing', when: 'There is no file, or one that is not taken' }],
  example: {
    path: '/checks',
    answer: {
      kind: 'weeks',
      file: null,
      rows: [{ row: 3, codes: ['R20:missed:negative'], messages: ['Missed cannot be less than 0'] }],
      counts: { read: 12, refused: 1 },
    },
  },
}
const checkDocumentOperation: Operation = {
  id: 'checkDocument',
  method: 'POST',
  path: '/checks/{format}',
  permission: 'public',
  about: 'Checking',
  perMinute: 60,
  summary: 'Check a document against an open format',
  description: 'Holds a JSON document against the schema of its format and says where it differs. Nothing is kept.',
  params: Named,
  body: Document,
  answer: CheckedDocument,
  refusals: [{ status: 404, code: 'not-found', when: 'There is no such format' }],
  example: {
    path: '/checks/remittance-1',
    body: { format: 'remittance-1' },
    answer: {
      format: 'remittance-1',
      valid: false,
      faults: [{ pointer: '/paidOn', text: 'Invalid input: expected string, received undefined' }],
    },
  },
}
export const checkOperations = [checkFileOperation, checkDocumentOperation]

export function mountChecks(app: FastifyInstance, web: Web, { check, formats }: Documented): void {
  const checks = new Map(Object.keys(documentFormats).map((format) => [format, documentCheck(format, formats)]))
  mountOperation(app, checkFileOperation, async (request, reply) => {
    const { files, faults } = web.uploads(request, 'file')
    const [file] = files
    if (file === undefined || faults.length > 0)
      throw new ApiProblem({
        status: 422,
        code: 'file-missing',
        title: faults[0]?.text ?? 'Send the file as the part “file” of a multipart form',
      })
    return reply.send(await check(file))
  })
  mountOperation(app, checkDocumentOperation, (request, reply) => {
    const { format } = web.params(request, Named)
    const checkDocument = checks.get(format)
    if (checkDocument === undefined) throw new NotFound('format')
    return reply.send(checkDocument(readBody(Document, request)))
  })
}
