import { connect, type Socket } from 'node:net'

export type RawAnswer = { readonly head: string; readonly body: string }
export type RawClient = {
  readonly socket: Socket
  /** One request at a time; the bytes go out as they are given. */
  ask(request: string): Promise<RawAnswer>
}

/** A client that does next to nothing, so that on two cores it is the server that is measured. */
export async function openRawClient(origin: string): Promise<RawClient> {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let waiting: { resolve: (answer: RawAnswer) => void; reject: (fault: Error) => void } | undefined
  let received: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const end = received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = received.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (received.length < end + 4 + length) return
    const body = received.toString('utf8', end + 4, end + 4 + length)
    received = Buffer.alloc(0)
    waiting?.resolve({ head, body })
  })
  const broken = (fault?: Error): void => waiting?.reject(fault ?? new Error('the server closed the connection'))
  socket.on('error', broken)
  socket.on('close', () => broken())
  return {
    socket,
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
  }
}
