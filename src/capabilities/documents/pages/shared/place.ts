import type { FastifyRequest } from 'fastify'
import { documentKinds, MEGABYTE, type UploadRule } from '../../../../platform/files/kinds.ts'
import type { Web } from '../../../../platform/web/web.ts'
import type { Reader } from '../../store/reach.ts'

/** One version is one file; a scan of many pages is larger than what goes with a message. */
export const filingRule: UploadRule = {
  kinds: documentKinds.filter((kind) => kind !== 'csv'),
  mostFiles: 1,
  mostBytes: 20 * MEGABYTE,
}

/** Whoever asks, as the store reads for them. */
export function readerOf(web: Web, request: FastifyRequest): Reader {
  const { accountId, face, scope } = web.visitor(request)
  const providerId = scope.role === 'portal_council' ? undefined : scope.providerId
  return { providerId, accountId, side: face, now: web.clock.now() }
}

/** Where the documents are on the face of whoever asks. */
export function addressOf(web: Web, request: FastifyRequest): string {
  return `/${readerOf(web, request).side}/documents`
}
