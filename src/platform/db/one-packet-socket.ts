import { Socket } from 'node:net'

type Done = (fault?: Error | null) => void

/**
 * Statements sent in one turn leave as one packet. A page sends eight at once, most of them settings of a few bytes;
 * one by one, each woke the server for itself.
 */
export class OnePacketSocket extends Socket {
  override write(chunk: Uint8Array | string, done?: Done): boolean
  override write(chunk: Uint8Array | string, encoding?: BufferEncoding, done?: Done): boolean
  override write(chunk: Uint8Array | string, encoding?: BufferEncoding | Done, done?: Done): boolean {
    if (this.writableCorked === 0) {
      this.cork()
      process.nextTick(() => {
        this.uncork()
      })
    }
    return typeof encoding === 'function' ? super.write(chunk, encoding) : super.write(chunk, encoding, done)
  }
}
