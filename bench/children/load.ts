import { connect, type Socket } from 'node:net'
import { LoadGiven, type LoadSeen } from '../kit/load.ts'

/**
 * A client that does next to nothing, so that on two cores it is the server that is measured: fixed bytes out,
 * the length of the answer read from its head, keep-alive, one request at a time on each connection.
 */
export async function loadChild(input: unknown): Promise<LoadSeen> {
  const given = LoadGiven.parse(input)
  const { hostname, port, host } = new URL(given.origin)
  const head = `GET ${given.path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${given.cookie}\r\nAccept: text/html\r\n\r\n`
  const clients = await Promise.all(
    Array.from({ length: given.concurrency }, () => openClient({ hostname, port: Number(port) }, head)),
  )
  const latencies: number[] = []
  let bytes = 0
  const started = performance.now() + (given.warmingSeconds ?? 0) * 1000
  const end = started + given.seconds * 1000
  await Promise.all(
    clients.map(async (client) => {
      for (let at = performance.now(); at < end; at = performance.now()) {
        bytes = await client.ask()
        if (at >= started) latencies.push(performance.now() - at)
      }
    }),
  )
  const elapsed = (performance.now() - started) / 1000
  for (const { socket } of clients) socket.destroy()
  latencies.sort((a, b) => a - b)
  return { perSecond: latencies.length / elapsed, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), bytes }
}

type Client = { readonly socket: Socket; ask(): Promise<number> }

async function openClient(at: { hostname: string; port: number }, request: string): Promise<Client> {
  const socket = connect({ host: at.hostname, port: at.port, noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let waiting: { resolve: (bytes: number) => void; reject: (fault: Error) => void } | undefined
  let received: Buffer[] = []
  let size = 0
  let whole: number | undefined
  socket.on('data', (chunk: Buffer) => {
    received.push(chunk)
    size += chunk.length
    try {
      whole ??= wholeLength(Buffer.concat(received))
    } catch (fault) {
      waiting?.reject(fault instanceof Error ? fault : new Error(String(fault)))
    }
    if (whole === undefined || size < whole) return
    const answered = size
    received = []
    size = 0
    whole = undefined
    waiting?.resolve(answered)
  })
  const broken = (fault?: Error): void => waiting?.reject(fault ?? new Error('the server closed the connection'))
  socket.on('error', broken)
  socket.on('close', () => broken())
  return {
    socket,
    ask: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
  }
}

/** Head and body together, once the head is here; a measured page is never an error or a redirect. */
function wholeLength(received: Buffer): number | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = received.toString('latin1', 0, end)
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`the page answered ${head.split('\r\n', 1)[0] ?? ''}`)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error('the page did not say its length')
  return end + 4 + Number(length)
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
