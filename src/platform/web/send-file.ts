import type { FastifyReply } from 'fastify'
import { fileKinds } from '../files/kinds.ts'
import type { StoredFile } from '../files/stored-file.ts'
import type { Files } from './uploads.ts'

/** Only ever to be saved: never shown in our own place, never guessed at, never kept by a cache on the way. */
export async function sendStoredFile(
  reply: FastifyReply,
  { store }: Files,
  { councilId, file }: { readonly councilId: string; readonly file: StoredFile },
): Promise<FastifyReply> {
  const stream = await store.open(councilId, file.id)
  return reply
    .header('content-type', fileKinds[file.kind].mediaType)
    .header('content-length', file.bytes)
    .header('content-disposition', attachment(file.name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('cache-control', 'private, no-store')
    .send(stream)
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
