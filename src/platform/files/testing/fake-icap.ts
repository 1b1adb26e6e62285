import { createServer, type Socket } from 'node:net'
import { EICAR } from './fake-clamd.ts'

export type FakeIcap = {
  readonly address: string
  readonly scanned: () => readonly Buffer[]
  readonly close: () => Promise<void>
}

/** Speaks the part of RFC 3507 that a scanner of answers needs: OPTIONS, and RESPMOD with a chunked body. */
export async function fakeIcap(): Promise<FakeIcap> {
  const scanned: Buffer[] = []
  const server = createServer((socket) => listen(socket, scanned))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    address: `icap://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/avscan`,
    scanned: () => scanned,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function listen(socket: Socket, scanned: Buffer[]): void {
  let heard = Buffer.alloc(0)
  let isAnswered = false
  socket.on('error', () => undefined)
  socket.on('data', (piece: Buffer) => {
    heard = Buffer.concat([heard, piece])
    if (isAnswered) return
    const answer = answerTo(heard, scanned)
    if (answer === undefined) return
    isAnswered = true
    socket.end(answer)
  })
}

function answerTo(heard: Buffer, scanned: Buffer[]): string | undefined {
  const text = heard.toString('latin1')
  if (/^OPTIONS icap:\/\/[^ ]+\/avscan ICAP\/1\.0\r\n[^]*\r\n\r\n$/.test(text))
    return 'ICAP/1.0 200 OK\r\nMethods: RESPMOD\r\nISTag: "1"\r\nEncapsulated: null-body=0\r\n\r\n'
  if (!text.startsWith('RESPMOD ') || !text.endsWith('\r\n0\r\n\r\n')) return undefined
  const file = bodyOf(heard, text)
  scanned.push(file)
  return file.includes(EICAR)
    ? 'ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Resolution=2; Threat=Eicar;\r\nEncapsulated: res-hdr=0, null-body=24\r\n\r\nHTTP/1.1 403 Forbidden\r\n'
    : 'ICAP/1.0 204 No Content\r\nEncapsulated: null-body=0\r\n\r\n'
}

/** Where the body begins is said in the head, counted from its end. */
function bodyOf(heard: Buffer, text: string): Buffer {
  const begins = text.indexOf('\r\n\r\n') + 4 + Number(/res-body=(\d+)/.exec(text)?.[1] ?? '0')
  const pieces: Buffer[] = []
  let at = begins
  for (;;) {
    const end = text.indexOf('\r\n', at)
    const length = Number.parseInt(text.slice(at, end), 16)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(heard.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
  }
}
