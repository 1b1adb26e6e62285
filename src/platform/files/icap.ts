import { StartFault } from '../start-fault.ts'
import type { ScanAnswer, Scanner } from './clamav.ts'
import { answerOn, sendAll, withScanner, type Pieces } from './scanner-socket.ts'

type Address = { readonly host: string; readonly port: number; readonly service: string }
const CHUNK = 65_536
const MOST_HEADER = 16_384

/**
 * ICAP (RFC 3507), which the scanners of most councils speak: the file goes as the body of an answer that is to be looked
 * at (RESPMOD), and the server says 204 when it would change nothing. Any other answer to a clean file would be its own
 * page in place of ours, so it is taken for a find. Address: icap://host:1344/service.
 */
export function icapScanner(address: string, timeoutMs = 20_000): Scanner {
  const place = addressOf(address)
  return {
    scan: async (bytes) => answerIn(await ask(place, respmod(place, bytes), timeoutMs).catch(() => '')),
    answers: async () => /^ICAP\/1\.0 200 /.test(await ask(place, [options(place)], 3_000).catch(() => '')),
  }
}

/** 204 is clean; 200 and 403 come in place of what was sent. All else is no answer about the file. */
function answerIn(head: string): ScanAnswer {
  const status = /^ICAP\/1\.0 (\d{3}) /.exec(head)?.[1]
  if (status === '204') return 'clean'
  return status === '200' || status === '403' ? 'infected' : 'unreachable'
}

function options(place: Address): Buffer {
  return Buffer.from(`OPTIONS ${urlOf(place)} ICAP/1.0\r\nHost: ${place.host}\r\nEncapsulated: null-body=0\r\n\r\n`)
}

/** Without `Allow: 204` a server would send the whole file back to say that it is clean. */
async function* respmod(place: Address, content: Buffer | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const request = 'GET http://portal.invalid/file HTTP/1.1\r\nHost: portal.invalid\r\n\r\n'
  const response = 'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n'
  const at = [request.length, request.length + response.length].map(String)
  yield Buffer.from(
    `RESPMOD ${urlOf(place)} ICAP/1.0\r\nHost: ${place.host}\r\nAllow: 204\r\nConnection: close\r\n` +
      `Encapsulated: req-hdr=0, res-hdr=${at.join(', res-body=')}\r\n\r\n${request}${response}`,
  )
  for await (const bytes of Buffer.isBuffer(content) ? [content] : content)
    for (let from = 0; from < bytes.length; from += CHUNK) {
      const piece = bytes.subarray(from, from + CHUNK)
      yield Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
    }
  yield Buffer.from('0\r\n\r\n')
}

/** The head of the first answer; a server that has found something may hang up while we are still sending. */
function ask({ host, port }: Address, pieces: Pieces, timeoutMs: number): Promise<string> {
  return withScanner({ host, port }, timeoutMs, (socket) => {
    const head = answerOn(socket, { encoding: 'latin1', find: headIn, most: MOST_HEADER, protocol: 'ICAP' })
    return Promise.race([head, sendAll(socket, pieces).then(() => head)])
  })
}

/** Up to the empty line, past every `100 Continue`. */
function headIn(text: string): string | undefined {
  const rest = text.replace(/^(?:ICAP\/1\.0 100 [^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)+/, '')
  return rest.includes('\r\n\r\n') ? rest.slice(0, rest.indexOf('\r\n\r\n')) : undefined
}

function urlOf({ host, port, service }: Address): string {
  return `icap://${host}:${String(port)}/${service}`
}

function addressOf(address: string): Address {
  const [, host = '', port = '1344', service = ''] =
    /^icap:\/\/([a-z0-9.-]+)(?::(\d{1,5}))?\/([\w./-]+)$/i.exec(address) ?? []
  if (host === '') throw new StartFault(`PORTAL_ICAP is ${address}; it must look like icap://host:1344/avscan.`)
  return { host, port: Number(port), service }
}
