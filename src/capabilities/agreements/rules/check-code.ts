/** The first 80 bits of a fingerprint in groups of four, as a paper prints them and a person types them. */
const LENGTH = 20

/** 'aabb ccdd eeff 0011 2233': short enough to type, too long to guess. */
export function checkCode(fingerprint: string): string {
  return fingerprint.slice(0, LENGTH).match(/.{4}/g)?.join(' ').toUpperCase() ?? ''
}

export type Asked =
  | { readonly by: 'fingerprint'; readonly from: string; readonly to: string }
  | { readonly by: 'reference'; readonly references: readonly [string, string] }

const HEX = 64

/** What somebody typed: a whole fingerprint, a check code however it is spaced, or an agreement's reference. */
export function readAsked(typed: string): Asked | undefined {
  const text = typed.trim()
  const hex = text.replaceAll(/[\s-]/g, '').toLowerCase()
  if (/^[0-9a-f]+$/.test(hex) && (hex.length === HEX || hex.length === LENGTH))
    return { by: 'fingerprint', from: hex.padEnd(HEX, '0'), to: hex.padEnd(HEX, 'f') }
  return /^[\w./-]{3,60}$/.test(text) ? { by: 'reference', references: [text, text.toUpperCase()] } : undefined
}

/** Where the QR code leads. */
export function checkAddress(origin: string, fingerprint: string): string {
  return `${origin}/check?document=${fingerprint}`
}

/**
 * The fingerprint that the squares of a scan lead to, on a sheet for signing or a paper for checking, or that its words
 * hold. Two different ones name nothing: then somebody says which is meant.
 */
export function fingerprintIn(texts: readonly string[]): string | undefined {
  const found = texts.flatMap(
    (text) => /^(?:https?:\/\/[^?#]+\/(?:paper\/|check\?document=))?([0-9a-f]{64})$/.exec(text.trim())?.[1] ?? [],
  )
  const [only, ...others] = new Set(found)
  return others.length === 0 ? only : undefined
}
