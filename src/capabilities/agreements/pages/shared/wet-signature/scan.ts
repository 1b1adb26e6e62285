import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../../../../core/errors.ts'
import { MEGABYTE, type UploadRule } from '../../../../../platform/files/kinds.ts'
import { readSquares } from '../../../../../platform/files/read-squares.ts'
import {
  attachHeldFile,
  getStoredFile,
  holdFile,
  keepFile,
  type ReceivedFile,
} from '../../../../../platform/files/stored-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Scan } from '../../../commands/wet-signature.ts'
import { fingerprintIn } from '../../../rules/check-code.ts'

/** A scan or a photograph of a sheet. */
export const scanRule: UploadRule = { kinds: ['pdf', 'png', 'jpeg'], mostFiles: 1, mostBytes: 20 * MEGABYTE }

export function receivedScan(file: ReceivedFile): Scan {
  return {
    ...file,
    keep: (work, place) => keepFile(work, file, place),
    hold: (work, place) => holdFile(work, file, place),
  }
}

export type Held = { readonly id: string; readonly name: string; readonly bytes: number }

/** One's own file that an earlier page held; undefined when it was swept, was filed, or is somebody else's. */
export async function findHeldScan(web: Web, request: FastifyRequest, id: string): Promise<(Scan & Held) | undefined> {
  if (id === '') return undefined
  const { accountId, scope } = web.visitor(request)
  const providerId = scope.role === 'portal_council' ? undefined : scope.providerId
  const stored = await web.read(request, (tx) => getStoredFile(tx, id, providerId)).catch(asMissing)
  if (stored === undefined || stored.uploadedBy !== accountId) return undefined
  return {
    ...{ id, name: stored.name, kind: stored.kind, bytes: stored.bytes, sha256: stored.sha256 },
    read: () => web.files.store.read(scope.councilId, id),
    keep: async (work) => {
      await attachHeldFile(work, id)
      return id
    },
    hold: undefined,
  }
}

function asMissing(fault: unknown): undefined {
  if (!(fault instanceof NotFound)) throw fault
}

/** Which text the scan says that it is of, as far as its squares can be read. */
export async function squaresOf(scan: Scan): Promise<string | undefined> {
  return fingerprintIn(await readSquares(await scan.read(), scan.kind))
}
