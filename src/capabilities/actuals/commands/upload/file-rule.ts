import { MEGABYTE, type UploadRule } from '../../../../platform/files/kinds.ts'

/** A file of weeks, visits or carers. A million visits as text are about a hundred megabytes; a workbook packs them. */
export const fileRule: UploadRule = {
  kinds: ['xlsx', 'csv', 'ods', 'text'],
  dataText: ['xml', 'json'],
  mostFiles: 1,
  mostBytes: 40 * MEGABYTE,
  mostTextBytes: 400 * MEGABYTE,
}
