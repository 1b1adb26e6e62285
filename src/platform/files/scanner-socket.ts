import { connect, type NetConnectOpts, type Socket } from 'node:net'

export type Pieces = Iterable<Buffer> | AsyncIterable<Buffer>

/** A connection to a scanner for one question, gone when it is answered or too late. */
export async function withScanner<T>(
  place: NetConnectOpts,
  timeoutMs: number,
  use: (socket: Socket) => Promise<T>,
): Promise<T> {
  const socket = connect(place)
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('the scanner did not answer in time')))
  try {
    return await use(socket)
  } finally {
    socket.destroy()
  }
}

type Reading = {
  readonly encoding: 'utf8' | 'latin1'
  /** The answer in all that has come, once it is whole. */
  readonly find: (text: string) => string | undefined
  readonly most: number
  readonly protocol: string
}

/** Listened for from the beginning, so a fault of the connection before the last piece is nobody's surprise. */
export function answerOn(socket: Socket, { encoding, find, most, protocol }: Reading): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    socket.setEncoding(encoding)
    socket.on('data', (part: string) => {
      text += part
      const found = find(text)
      if (found !== undefined) resolve(found)
      else if (text.length > most) reject(new Error(`not an answer of ${protocol}`))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the scanner closed the connection')))
  })
  answer.catch(() => undefined)
  return answer
}

/** One piece after the other, so that a slow scanner does not fill our memory. */
export async function sendAll(socket: Socket, pieces: Pieces): Promise<void> {
  for await (const piece of pieces)
    await new Promise<void>((resolve, reject) => {
      socket.write(piece, (fault) => (fault ? reject(fault) : resolve()))
    })
}
