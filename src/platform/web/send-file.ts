import type { FastifyReply } from 'fastify'
import { fileKinds, type FileKind } from '../files/kinds.ts'
import type { StoredFile } from '../files/stored-file.ts'
import type { Files } from './uploads.ts'

/** Only ever to be saved: never shown in our own place, never guessed at, never kept by a cache on the way. */
export async function sendStoredFile(
  reply: FastifyReply,
  { store }: Files,
  { councilId, file }: { readonly councilId: string; readonly file: StoredFile },
): Promise<FastifyReply> {
  const stream = await store.open(councilId, file.id)
  return asAttachment(reply, file).header('content-length', file.bytes).send(stream)
}

/** Bytes that are not stored as they are sent, such as a copy that names its reader. */
export function sendBytes(
  reply: FastifyReply,
  { bytes, ...file }: { readonly name: string; readonly kind: FileKind; readonly bytes: Buffer },
): FastifyReply {
  return asAttachment(reply, file).header('content-length', bytes.length).send(bytes)
}

function asAttachment(reply: FastifyReply, { name, kind }: Pick<StoredFile, 'name' | 'kind'>): FastifyReply {
  return reply
    .header('content-type', fileKinds[kind].mediaType)
    .header('content-disposition', attachment(name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('cache-control', 'private, no-store')
}

/** RFC 6266: letters that every reader knows, and beside them the name itself. */
function attachment(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%;]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain === '' ? 'file' : plain}"; filename*=UTF-8''${whole}`
}
