import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileKinds } from '../../../../platform/files/kinds.ts'
import type { Web } from '../../../../platform/web/web.ts'
import { withStored } from '../../commands/upload/local-file.ts'
import { resultFile } from '../../commands/upload/result-file.ts'
import { findColumnMap } from '../../store/upload/column-maps.ts'
import { getUpload } from '../../store/upload/uploads.ts'

/** The file of an upload as it was sent, with what became of each row: for a person and for a program. */
export async function sendResult(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  uploadId: string,
): Promise<FastifyReply> {
  const [upload, councilId] = await web.read(
    request,
    async (tx) => [await getUpload(tx, uploadId), tx.councilId] as const,
  )
  const map = upload.mapId === null ? undefined : await web.read(request, (tx) => findColumnMap(tx, upload.mapId ?? ''))
  const { store } = web.files
  return withStored({ store, councilId, fileId: upload.fileId }, async (path) => {
    const { extension, content } = await resultFile({
      uploadId,
      kind: upload.kind,
      path,
      map: map?.columns ?? {},
      saved: upload.savedAt !== null && upload.undoneAt === null,
      reference: `${(upload.reference ?? upload.id.slice(-8)).replace(/-r\d+$/, '')}-r${String(upload.version)}`,
      read: (use) => web.read(request, use),
    })
    const name = `${upload.fileName.replace(/\.[^.]*$/, '').replaceAll(/[^\w .-]/g, '_')}-result.${extension}`
    await reply
      .header('content-type', fileKinds[extension].mediaType)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(content)
    return reply
  })
}
