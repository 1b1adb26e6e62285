/** Without the letters that are read as digits, and without vowels that would make words. */
const ALPHABET = '23456789BCDFGHJKLMNPQRSTVWXYZ'
const RANDOM_LENGTH = 6

/** The last character: a slip of one character, or two neighbours changed about, never makes another right reference. */
function checkCharacter(body: string): string {
  const size = ALPHABET.length
  // Weights rise by one from the right, and the size of the alphabet is prime, so that every single slip shows.
  const places = Array.from(body, (one) => ALPHABET.indexOf(one))
  const sum = places.reduce((total, place, index) => total + (body.length - index + 1) * place, 0)
  return ALPHABET.charAt((size - (sum % size)) % size)
}

/**
 * A short reference that people can read out: a prefix, six characters and one that checks them, like CP-7K4M2QX. `next`
 * answers a number below the one that it is given.
 */
export function mintReference(prefix: string, next: (below: number) => number): string {
  const body = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(next(ALPHABET.length))).join('')
  return `${prefix}-${body}${checkCharacter(body)}`
}

/** Whether a reference that looks like a minted one was written down as it is. Others are of the council’s own systems. */
export function isMiswritten(prefix: string, reference: string): boolean {
  const [, body, check] =
    new RegExp(`^${prefix}-([${ALPHABET}]{${String(RANDOM_LENGTH)}})(.)$`, 'u').exec(reference) ?? []
  return body !== undefined && check !== checkCharacter(body)
}
