import { z } from 'zod'
import { Paging, type Operation } from '../../../platform/web/api.ts'
import { fileRule } from '../commands/upload/file-rule.ts'

const Money = z.string().regex(/^-?\d+\.\d{2}$/)
const CauseShape = z.object({
  code: z.string(),
  rows: z.int(),
  example: z.int().describe('The first row of it'),
  text: z.string(),
})

export const UploadShape = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    kind: z.enum(['weeks', 'visits', 'carers']).describe('What it was read as, once it has been read'),
    state: z
      .enum(['waiting', 'refused', 'checked', 'saving', 'saved', 'replaced'])
      .describe('Ask again while it is waiting or saving'),
    checkOnly: z.boolean(),
    version: z.int().describe('Send it back to save what this answer shows'),
    sentAt: z.iso.datetime(),
    sentBy: z.string(),
    savedAt: z.iso.datetime().nullable(),
    undoneAt: z.iso.datetime().nullable(),
    refusal: z
      .object({ code: z.string(), messages: z.array(z.string()) })
      .nullable()
      .describe('Why nothing of the file was read'),
    rows: z.object({
      read: z.int(),
      empty: z.int(),
      same: z.int(),
      new: z.int(),
      changed: z.int(),
      refused: z.int(),
      toConfirm: z.int(),
      held: z.int(),
      saved: z.int(),
      undone: z.int(),
    }),
    amount: Money.describe('What new and changed weeks come to, in pounds'),
  })
  .meta({ id: 'Upload' })

export const UnmovedWeeks = z
  .array(
    z.object({
      packageId: z.uuid(),
      packageReference: z.string(),
      weekStart: z.iso.date(),
      code: z.string().describe('Of what stopped it'),
      text: z.string(),
      settledAt: z.iso.datetime().nullable().describe('Since when the week says what its visits say'),
    }),
  )
  .describe('Weeks that the saved visits of the file did not change, 200 at most, those that still wait first')

export const WholeUpload = UploadShape.extend({
  causes: z.array(CauseShape).describe('What is wrong, counted by cause, most rows first'),
  warnings: z.array(CauseShape).describe('What has to be confirmed before it is saved'),
  unmovedWeeks: UnmovedWeeks,
}).meta({ id: 'WholeUpload' })

export const FileRowShape = z
  .object({
    row: z.int().describe('As a spreadsheet numbers it'),
    result: z.enum(['new', 'changed', 'saved', 'unchanged', 'left-empty', 'left-out', 'refused', 'to-confirm']),
    codes: z.array(z.string()).describe('Of faults, warnings, and why it is held or on no care package'),
    message: z.string(),
  })
  .meta({ id: 'FileRow' })

export const SendBody = z.object({
  checkOnly: z.enum(['true', 'false']).default('false').describe('Judge it and never save it'),
  mapId: z.uuid().optional().describe('What its columns are called: one of listColumnMaps'),
})
export const SaveBody = z
  .object({
    version: z.int().positive().describe('Of the upload as it was read'),
    confirmed: z
      .array(z.string().max(10))
      .max(20)
      .default([])
      .describe('Codes of warnings that somebody has looked at'),
    reason: z.string().max(2_000).default('').describe('What they say about them'),
  })
  .meta({ id: 'SaveUpload' })
export const UploadParams = z.object({ uploadId: z.uuid() })
export const UploadsQuery = z.object({ cursor: Paging.cursor })
export const RowsQuery = z.object({ ...Paging })

const id = '0199c1f0-7a2b-7c3d-8e4f-00000000eeee'
const short: z.infer<typeof UploadShape> = {
  id,
  fileName: 'weeks.csv',
  kind: 'weeks',
  state: 'checked',
  checkOnly: false,
  version: 2,
  sentAt: '2026-11-23T08:00:00.000Z',
  sentBy: 'Rosters (API)',
  savedAt: null,
  undoneAt: null,
  refusal: null,
  rows: { read: 40, empty: 0, same: 2, new: 36, changed: 1, refused: 1, toConfirm: 0, held: 0, saved: 0, undone: 0 },
  amount: '10584.00',
}
export const exampleUpload: z.infer<typeof WholeUpload> = {
  ...short,
  causes: [{ code: 'R26', rows: 1, example: 17, text: 'Care that differs from the plan needs a few words' }],
  warnings: [],
  unmovedWeeks: [],
}

const common = { about: 'Files', permission: 'actuals.record' } as const

export const sendUploadOperation: Operation = {
  ...common,
  id: 'sendUpload',
  method: 'POST',
  path: '/uploads',
  summary: 'Send a file of weeks, visits or carers',
  description:
    'The same checks as on the pages. A file of up to a megabyte is judged at once, a larger one soon: read it again until it is no longer waiting. Nothing is recorded before it is saved. The same bytes again lead to what became of them.',
  body: SendBody,
  upload: fileRule,
  answer: WholeUpload,
  refusals: [{ status: 422, code: 'file-missing', when: 'There is no file, or one that is not taken' }],
  example: { path: '/uploads', answer: exampleUpload },
}
export const listUploadsOperation: Operation = {
  ...common,
  permission: 'actuals.view',
  id: 'listUploads',
  method: 'GET',
  path: '/uploads',
  summary: 'List files that were sent',
  description: 'Of your organisation, by whatever way they came, newest first, fifty at a time.',
  query: UploadsQuery,
  answer: z.object({ uploads: z.array(UploadShape), next: z.string().nullable() }),
  refusals: [],
  example: { path: '/uploads', answer: { uploads: [short], next: null } },
}
export const getUploadOperation: Operation = {
  ...common,
  permission: 'actuals.view',
  id: 'getUpload',
  method: 'GET',
  path: '/uploads/{uploadId}',
  summary: 'Read what a file would change',
  description: 'How it stands: what is new, changed, refused or to be confirmed, counted by cause.',
  params: UploadParams,
  answer: WholeUpload,
  refusals: [],
  example: { path: `/uploads/${id}`, answer: exampleUpload },
}
export const listUploadRowsOperation: Operation = {
  ...common,
  permission: 'actuals.view',
  id: 'listUploadRows',
  method: 'GET',
  path: '/uploads/{uploadId}/rows',
  summary: 'List what became of each row',
  description: 'In the order of the file, with the codes that pages and files use.',
  params: UploadParams,
  query: RowsQuery,
  answer: z.object({ rows: z.array(FileRowShape), next: z.string().nullable() }),
  refusals: [],
  example: {
    path: `/uploads/${id}/rows?limit=1`,
    answer: {
      rows: [{ row: 17, result: 'refused', codes: ['R26'], message: 'R26 Enter a few words' }],
      next: 'WyIxNyJd',
    },
  },
}
export const getUploadResultOperation: Operation = {
  ...common,
  permission: 'actuals.view',
  id: 'getUploadResult',
  method: 'GET',
  path: '/uploads/{uploadId}/result',
  summary: 'Download the file with its results',
  description:
    'Its own rows with two more columns, what became of each and why: CSV for CSV, a workbook of its kind, XLSX or ODS, for a workbook.',
  params: UploadParams,
  answer: z.string(),
  answersFile: [
    'text/csv',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.oasis.opendocument.spreadsheet',
  ],
  refusals: [],
  example: { path: `/uploads/${id}/result`, answer: '' },
}
export const saveUploadOperation: Operation = {
  ...common,
  id: 'saveUpload',
  method: 'POST',
  path: '/uploads/{uploadId}/saving',
  summary: 'Save the good rows of a file',
  description:
    'Refused rows, and those with warnings that are not confirmed, wait. More than 5,000 rows are saved by a job.',
  params: UploadParams,
  body: SaveBody,
  answer: WholeUpload,
  refusals: [
    {
      status: 409,
      code: 'nothing-to-save, judged-again, check-only, not-checked, over-threshold',
      when: 'It cannot be saved as it is',
    },
  ],
  example: {
    path: `/uploads/${id}/saving`,
    body: { version: 2, confirmed: [], reason: '' },
    answer: { ...exampleUpload, state: 'saved', rows: { ...exampleUpload.rows, saved: 37 } },
  },
}
export const undoUploadOperation: Operation = {
  ...common,
  id: 'undoUpload',
  method: 'POST',
  path: '/uploads/{uploadId}/undoing',
  summary: 'Undo what a file has saved',
  description: 'Puts back what stood before, row by row, while the period is open and nobody has changed it since.',
  params: UploadParams,
  answer: WholeUpload,
  refusals: [{ status: 409, code: 'not-saved, undone, nothing-to-undo', when: 'There is nothing that can be undone' }],
  example: {
    path: `/uploads/${id}/undoing`,
    answer: { ...exampleUpload, rows: { ...exampleUpload.rows, undone: 37 } },
  },
}
