import { MEGABYTE, type UploadRule } from '../../../../../platform/files/kinds.ts'

/** Small, because whoever sends it is nobody: larger files are for `portal check` and for an upload. */
export const checkRule: UploadRule = {
  kinds: ['csv', 'xlsx', 'ods', 'text'],
  dataText: ['xml', 'json'],
  mostFiles: 1,
  mostBytes: 2 * MEGABYTE,
}
