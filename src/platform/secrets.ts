import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** What must never lie beside the data it protects. The program reads it at start from outside the database. */
export interface Secrets {
  /** 32 bytes each, by version: old ones open what they sealed until it is sealed again. */
  readonly codeKeys: ReadonlyMap<number, Buffer>
  readonly currentCodeKey: number
  readonly cookieSecret: string
}

export type Sealed = { readonly cipher: Buffer; readonly keyVersion: number }

const NONCE = 12
const TAG = 16

/** AES-256-GCM: nonce, tag, ciphertext. The owner is authenticated too, so a sealed value cannot be moved to another row. */
export function seal({ codeKeys, currentCodeKey }: Secrets, text: string, owner: string): Sealed {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyOf(codeKeys, currentCodeKey), nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { cipher: Buffer.concat([nonce, cipher.getAuthTag(), sealed]), keyVersion: currentCodeKey }
}

export function unseal({ codeKeys }: Secrets, { cipher, keyVersion }: Sealed, owner: string): string {
  const opening = createDecipheriv('aes-256-gcm', keyOf(codeKeys, keyVersion), cipher.subarray(0, NONCE))
    .setAAD(Buffer.from(owner))
    .setAuthTag(cipher.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([opening.update(cipher.subarray(NONCE + TAG)), opening.final()]).toString('utf8')
}

/** The same number below `limit` for the same words, and nobody without the secret can tell it from chance. */
export function keyedNumber({ cookieSecret }: Secrets, words: string, limit: number): number {
  return createHmac('sha256', cookieSecret).update(words).digest().readUIntBE(0, 6) % limit
}

function keyOf(keys: Secrets['codeKeys'], version: number): Buffer {
  const key = keys.get(version)
  if (key === undefined) throw new Error(`the key of version ${String(version)} is not among the secrets`)
  return key
}
