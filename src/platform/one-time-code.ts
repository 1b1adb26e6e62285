import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, thirty seconds. */
const STEP_SECONDS = 30
const DIGITS = 6
const SECRET_BYTES = 20
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** In base 32, as people type it into an app. */
export function newAppSecret(): string {
  const bits = Array.from(randomBytes(SECRET_BYTES), (byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: bits.length / 5 }, (_, at) => ALPHABET[parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join(
    '',
  )
}

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS)
}

export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', decode(secret)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0x0f
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The step whose code it is: now, or one before or after for a clock that is a little off. Undefined when none is. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const current = stepAt(now)
  const given = Buffer.from(code.padEnd(DIGITS).slice(0, DIGITS))
  // All three are worked out, so that the time taken does not tell which it was.
  const right = [current - 1, current, current + 1].filter((step) =>
    timingSafeEqual(given, Buffer.from(codeAt(secret, step))),
  )
  return code.length === DIGITS ? right.at(-1) : undefined
}

/** What an app makes an entry of when it is opened on the same device. */
export function appLink(secret: string, email: string): string {
  const label = encodeURIComponent(`Provider Portal:${email}`)
  return `otpauth://totp/${label}?secret=${secret}&issuer=Provider%20Portal`
}

function decode(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)))
}
