import { constants, createPrivateKey, privateEncrypt, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { makeCertificate } from '../make-certificate.ts'
import type { TrustService } from '../trust-service.ts'

export type FakeTrustService = {
  readonly service: TrustService
  readonly certificate: X509Certificate
  /** What it was asked, path by path, with what was said. */
  readonly asked: { readonly path: string; readonly body: string }[]
  /** What it does with the next digest. */
  answer: 'well' | 'of something else' | 'not at all'
  readonly close: () => Promise<void>
}

/** What stands before a SHA-256 digest in a signature of PKCS #1 version 1.5. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** A trust service on this machine that keeps one key, behind the addresses of the Cloud Signature Consortium. */
export async function aTrustService(at: Date): Promise<FakeTrustService> {
  const made = await makeCertificate('Sealed elsewhere', at)
  const certificate = new X509Certificate(made.certificate)
  const key = createPrivateKey(made.key)
  const answers: Readonly<Record<string, (body: string) => unknown>> = {
    '/oauth2/token': () => ({ access_token: 'bearer-of-the-test' }),
    '/csc/v2/credentials/info': () => ({ cert: { certificates: [certificate.raw.toString('base64')] } }),
    '/csc/v2/credentials/authorize': () => ({ SAD: 'authorised-once' }),
    '/csc/v2/signatures/signHash': (body) => {
      const { hashes } = JSON.parse(body) as { hashes: readonly [string] }
      const digest = fake.answer === 'well' ? Buffer.from(hashes[0], 'base64') : Buffer.alloc(32)
      const signed = privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([DIGEST_INFO, digest]))
      return { signatures: [signed.toString('base64')] }
    },
  }
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url ?? ''
      const body = Buffer.concat(parts).toString()
      fake.asked.push({ path, body })
      const answer = fake.answer === 'not at all' ? undefined : answers[path]
      if (answer === undefined) return reply.writeHead(503).end()
      return reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(body)))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = server.address()
  const port = typeof place === 'object' && place !== null ? place.port : 0
  const fake: FakeTrustService = {
    service: {
      url: `http://127.0.0.1:${String(port)}`,
      clientId: 'portal',
      clientSecret: 'made up',
      credentialId: 'seal-1',
      pin: '0000',
    },
    certificate,
    asked: [],
    answer: 'well',
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      }),
  }
  return fake
}
