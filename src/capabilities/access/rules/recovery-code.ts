/** Crockford's 32, less upper case: no letter looks like a digit on paper. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
export const RECOVERY_CODES = 10
/** Five bits of each byte: sixteen make eighty bits. */
export const RECOVERY_BYTES = 16

/** 'abcd-efgh-jkmn-pqrs', from random bytes. */
export function recoveryCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** As it is kept, however it was typed: in capitals, with o for 0, with spaces or without. Undefined when it cannot be one. */
export function plainRecoveryCode(text: string): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  return plain.length === RECOVERY_BYTES && Array.from(plain).every((letter) => ALPHABET.includes(letter))
    ? plain
    : undefined
}
