import { createServer, type Socket } from 'node:net'

/** The harmless text that every scanner calls a virus, so that the finding can be tested. In two halves, or it would be found here. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

export type FakeClamd = {
  readonly address: string
  readonly scanned: () => readonly Buffer[]
  readonly close: () => Promise<void>
}

/** Speaks what clamd documents: zPING, and zINSTREAM with pieces behind their length, ended by a length of nought. */
export async function fakeClamd(place?: string): Promise<FakeClamd> {
  const scanned: Buffer[] = []
  const server = createServer((socket) => listen(socket, scanned))
  await new Promise<void>((resolve) =>
    place === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(place, resolve),
  )
  const address = server.address()
  return {
    address:
      typeof address === 'object' && address !== null
        ? `tcp://127.0.0.1:${String(address.port)}`
        : `unix:${place ?? ''}`,
    scanned: () => scanned,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function listen(socket: Socket, scanned: Buffer[]): void {
  let heard = Buffer.alloc(0)
  socket.on('error', () => undefined)
  socket.on('data', (piece: Buffer) => {
    heard = Buffer.concat([heard, piece])
    if (heard.equals(Buffer.from('zPING\0'))) socket.end('PONG\0')
    const file = wholeStream(heard)
    if (file === undefined) return
    scanned.push(file)
    socket.end(file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
  })
}

function wholeStream(heard: Buffer): Buffer | undefined {
  const command = Buffer.from('zINSTREAM\0')
  if (!heard.subarray(0, command.length).equals(command)) return undefined
  const pieces: Buffer[] = []
  let at = command.length
  while (at + 4 <= heard.length) {
    const length = heard.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
