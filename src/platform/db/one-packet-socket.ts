import { Socket } from 'node:net'

type Done = (fault?: Error | null) => void

/**
 * Statements sent in one turn leave as one packet. A page sends a dozen at once, most of them of a few bytes; one by
 * one, each woke the server for itself. The driver corks and uncorks around each prepared statement, and not around a
 * plain one, so whoever corks or writes first in a turn holds everything back until its end.
 */
export class OnePacketSocket extends Socket {
  #holds = false

  constructor() {
    super()
    // While it connects, a socket is given the `write` of its own class again, over ours.
    this.once('connect', () => Reflect.deleteProperty(this, 'write'))
  }

  override cork(): void {
    this.#hold()
    super.cork()
  }

  override write(chunk: Uint8Array | string, done?: Done): boolean
  override write(chunk: Uint8Array | string, encoding?: BufferEncoding, done?: Done): boolean
  override write(chunk: Uint8Array | string, encoding?: BufferEncoding | Done, done?: Done): boolean {
    this.#hold()
    return typeof encoding === 'function' ? super.write(chunk, encoding) : super.write(chunk, encoding, done)
  }

  #hold(): void {
    if (this.#holds) return
    this.#holds = true
    super.cork()
    process.nextTick(() => {
      this.#holds = false
      this.uncork()
    })
  }
}
