import { createHash, verify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Seal } from './seal.ts'

/**
 * A seal whose key lies with a trust service, qualified or not, reached as the Cloud Signature Consortium says (API
 * version 2: credentials/info, credentials/authorize, signatures/signHash). Only digests go there, never a paper.
 */
export const TrustService = z.strictObject({
  /** Without the path of the API: https://qtsp.example */
  url: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  credentialId: z.string().min(1),
  /** Where the credential asks for one with each signature. */
  pin: z.string().min(1).optional(),
})
export type TrustService = z.infer<typeof TrustService>

const SHA256 = '2.16.840.1.101.3.4.2.1'
const ALGORITHMS = { rsa: '1.2.840.113549.1.1.11', ec: '1.2.840.10045.4.3.2' } as const
const PATIENCE_MS = 10_000

const Token = z.object({ access_token: z.string() })
const Info = z.object({ cert: z.object({ certificates: z.array(z.base64()).min(1) }) })
const Authorised = z.object({ SAD: z.string() })
const Signed = z.object({ signatures: z.tuple([z.base64()]) })

/** A paper waits for its seal: whatever goes wrong here fails the job that seals, which is tried again later. */
export async function sealFrom(service: TrustService): Promise<Seal> {
  const { credentialId, pin } = service
  const ask = await askerOf(service)
  const { cert } = await ask('credentials/info', Info, { credentialID: credentialId, certificates: 'chain' })
  const [certificate, ...chain] = cert.certificates.map((one) => new X509Certificate(Buffer.from(one, 'base64')))
  if (certificate === undefined) throw new Error('the trust service has no certificate for the credential')
  const kind = certificate.publicKey.asymmetricKeyType === 'ec' ? 'ec' : 'rsa'
  const sign = async (bytes: Buffer): Promise<Buffer> => {
    const hashes = [createHash('sha256').update(bytes).digest('base64')]
    const asked = { credentialID: credentialId, hashes, hashAlgorithmOID: SHA256 }
    const { SAD } = await ask('credentials/authorize', Authorised, {
      ...asked,
      numSignatures: 1,
      ...(pin !== undefined && { authData: [{ id: 'PIN', value: pin }] }),
    })
    const { signatures } = await ask('signatures/signHash', Signed, { ...asked, SAD, signAlgo: ALGORITHMS[kind] })
    const signature = Buffer.from(signatures[0], 'base64')
    if (!verify('sha256', bytes, certificate.publicKey, signature))
      throw new Error('the signature of the trust service is of something else')
    return signature
  }
  return { certificate, chain, signer: { kind, sign } }
}

type Ask = <T>(path: string, schema: z.ZodType<T>, body: Readonly<Record<string, unknown>>) => Promise<T>

async function askerOf({ url, clientId, clientSecret }: TrustService): Promise<Ask> {
  const base = url.replace(/\/$/, '')
  const credentials = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  const { access_token: token } = Token.parse(
    await answerOf(`${base}/oauth2/token`, { body: new URLSearchParams(credentials) }),
  )
  return async (path, schema, body) =>
    schema.parse(
      await answerOf(`${base}/csc/v2/${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
}

async function answerOf(address: string, init: RequestInit): Promise<unknown> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const answer = await fetch(address, { ...init, method: 'POST', redirect: 'error', signal })
  if (!answer.ok) throw new Error(`the trust service answered ${String(answer.status)} to ${new URL(address).pathname}`)
  return answer.json()
}
