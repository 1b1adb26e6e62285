import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

type Options = {
  readonly challenge: string
  readonly rpId?: string
  readonly rp?: { readonly id: string }
}
type Circumstances = {
  readonly origin?: string
  readonly counter?: number
  /** Whether finger, face or PIN was checked. */
  readonly verified?: boolean
  readonly challenge?: string
}
export type SoftPasskey = {
  readonly id: string
  create(options: Options, circumstances?: Circumstances): string
  get(options: Options, circumstances?: Circumstances): string
}

/** An authenticator in software: an ES256 key pair that signs what browsers and devices sign. */
export function aPasskey(): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const credential = randomBytes(16)
  const id = credential.toString('base64url')
  let count = 0
  const next = (given?: number) => given ?? (count += 1)
  const cose = map([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(jwk.x ?? '', 'base64url')],
    [-3, Buffer.from(jwk.y ?? '', 'base64url')],
  ])
  const shell = { id, rawId: id, type: 'public-key', clientExtensionResults: {} }
  return {
    id,
    create: (options, circumstances = {}) => {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credential.length]), credential, cose])
      const data = authenticatorData(options.rp?.id ?? '', { ...circumstances, counter: next(), attested })
      const attestationObject = map([
        ['fmt', 'none'],
        ['attStmt', map([])],
        ['authData', data],
      ])
      const response = {
        clientDataJSON: clientData('webauthn.create', options, circumstances).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      }
      return JSON.stringify({ ...shell, response })
    },
    get: (options, circumstances = {}) => {
      const data = authenticatorData(options.rpId ?? '', { ...circumstances, counter: next(circumstances.counter) })
      const client = clientData('webauthn.get', options, circumstances)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, createHash('sha256').update(client).digest()]))
        .sign(privateKey)
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      }
      return JSON.stringify({ ...shell, response })
    },
  }
}

/** The question as the page holds it for the browser code. */
export function askedOfPasskey(html: string): Options {
  const text = /data-passkey-options="([^"]+)"/.exec(html)?.[1] ?? '{}'
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Options
}

function clientData(type: string, { challenge }: Options, { origin, challenge: other }: Circumstances): Buffer {
  return Buffer.from(
    JSON.stringify({ type, challenge: other ?? challenge, origin: origin ?? 'http://localhost', crossOrigin: false }),
  )
}

type Data = Circumstances & { readonly counter: number; readonly attested?: Buffer }

function authenticatorData(rpId: string, { verified = true, counter, attested }: Data): Buffer {
  const flags = 0x01 | (verified ? 0x04 : 0) | (attested === undefined ? 0 : 0x40)
  const counting = Buffer.alloc(4)
  counting.writeUInt32BE(counter)
  const head = createHash('sha256').update(rpId).digest()
  return Buffer.concat([head, Buffer.from([flags]), counting, attested ?? Buffer.alloc(0)])
}

type Encodable = number | string | Buffer

/** As much of CBOR as an attestation needs; a map that is a value is encoded already and goes in as it is. */
function map(entries: readonly (readonly [number | string, Encodable])[]): Buffer {
  const parts = entries.flatMap(([key, value]) => [
    encode(key),
    key === 'attStmt' ? Buffer.from([0xa0]) : encode(value),
  ])
  return Buffer.concat([head(5, entries.length), ...parts])
}

function encode(value: Encodable): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  return Buffer.concat([head(2, value.length), value])
}

function head(major: number, size: number): Buffer {
  const high = major << 5
  if (size < 24) return Buffer.from([high | size])
  return size < 256 ? Buffer.from([high | 24, size]) : Buffer.from([high | 25, size >> 8, size & 0xff])
}
