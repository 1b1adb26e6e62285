import { StartFault } from '../start-fault.ts'
import { answerOn, sendAll, withScanner, type Pieces } from './scanner-socket.ts'

/** Whether a file carries a virus that the scanner knows. 'unreachable' is never taken for clean. */
export type ScanAnswer = 'clean' | 'infected' | 'unreachable'
export type Scanner = {
  readonly scan: (bytes: Buffer | AsyncIterable<Buffer>) => Promise<ScanAnswer>
  readonly answers: () => Promise<boolean>
}

type Address = { readonly path: string } | { readonly host: string; readonly port: number }
const CHUNK = 65_536

/**
 * clamd's own protocol over its socket: INSTREAM, then each piece behind its length in four bytes, then a length of nought.
 * It answers 'stream: OK', 'stream: NAME FOUND' or an ERROR. Address: tcp://host:3310 or unix:/run/clamav/clamd.ctl.
 */
export function clamScanner(address: string, timeoutMs = 20_000): Scanner {
  const place = addressOf(address)
  return {
    scan: async (bytes) => {
      const answer = await ask(place, instream(bytes), timeoutMs).catch(() => '')
      if (/^stream: OK$/.test(answer)) return 'clean'
      return / FOUND$/.test(answer) ? 'infected' : 'unreachable'
    },
    answers: async () => (await ask(place, [Buffer.from('zPING\0')], 3_000).catch(() => '')) === 'PONG',
  }
}

async function* instream(content: Buffer | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0')
  for await (const bytes of Buffer.isBuffer(content) ? [content] : content)
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const piece = bytes.subarray(at, at + CHUNK)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(piece.length)
      yield length
      yield piece
    }
  yield Buffer.alloc(4)
}

function ask(place: Address, pieces: Pieces, timeoutMs: number): Promise<string> {
  return withScanner(place, timeoutMs, async (socket) => {
    const answer = answerOn(socket, { encoding: 'utf8', find: upToNought, most: 4_096, protocol: 'clamd' })
    await sendAll(socket, pieces)
    return answer
  })
}

function upToNought(text: string): string | undefined {
  return text.includes('\0') ? text.slice(0, text.indexOf('\0')) : undefined
}

function addressOf(address: string): Address {
  if (address.startsWith('unix:/')) return { path: address.slice('unix:'.length) }
  const tcp = /^tcp:\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(address)
  if (tcp === null)
    throw new StartFault(
      `PORTAL_CLAMAV is ${address}; it must look like tcp://host:3310 or unix:/run/clamav/clamd.ctl.`,
    )
  return { host: (tcp[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(tcp[2]) }
}
