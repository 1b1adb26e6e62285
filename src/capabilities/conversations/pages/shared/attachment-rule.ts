import { documentKinds, MEGABYTE, type UploadRule } from '../../../../platform/files/kinds.ts'

/** What a message may bring with it, on both faces. */
export const attachmentRule: UploadRule = { kinds: documentKinds, mostFiles: 5, mostBytes: 10 * MEGABYTE }
