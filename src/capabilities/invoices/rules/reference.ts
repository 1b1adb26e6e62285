/** No letter or digit that is taken for another when it is read out. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 'INV-7K3M-9QPX': 30^8 of them, so that two of one council practically never meet; the database refuses if they do. */
export function referenceFrom(random: Uint8Array): string {
  const letters = [...random.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '')
  return `INV-${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
