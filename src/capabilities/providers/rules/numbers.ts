/** Each answers the number as it is kept, or nothing when it cannot be one. */

/** What the Care Quality Commission gives a provider or a location: '1-123456789'. */
export function cqcId(typed: string): string | undefined {
  const text = compact(typed)
  return /^1-\d{8,11}$/.test(text) ? text : undefined
}

/** Eight characters: digits, or two letters of the register (SC, NI, OC and others) and six digits. */
export function companyNumber(typed: string): string | undefined {
  const text = compact(typed)
  if (/^\d{6,8}$/.test(text)) return text.padStart(8, '0')
  return /^[A-Z]{2}\d{6}$/.test(text) ? text : undefined
}

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2] as const
const MODULUS = 97
/** Numbers given out since 2010 add this first. */
const LATER_SERIES = 55

/** Seven digits and two that prove them; government departments and health authorities have three digits only. */
export function vatNumber(typed: string): string | undefined {
  const text = compact(typed).replace(/^GB/, '')
  if (/^GD[0-4]\d\d$/.test(text) || /^HA[5-9]\d\d$/.test(text)) return `GB${text}`
  if (!/^\d{9}$/.test(text)) return undefined
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text[place]), 0)
  const check = Number(text.slice(7))
  return (sum + check) % MODULUS === 0 || (sum + LATER_SERIES + check) % MODULUS === 0 ? `GB${text}` : undefined
}

/** The NHS's code of an organisation or a site. */
export function odsCode(typed: string): string | undefined {
  const text = compact(typed)
  return /^[A-Z0-9]{3,10}$/.test(text) ? text : undefined
}

/** '200415', however it was grouped. */
export function sortCode(typed: string): string | undefined {
  const text = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(text) ? text : undefined
}

/** Eight digits; a bank that gives fewer fills up with noughts in front, and only whoever holds the letter knows. */
export function accountNumber(typed: string): string | undefined {
  const text = typed.replace(/[\s-]/g, '')
  return /^\d{8}$/.test(text) ? text : undefined
}

function compact(typed: string): string {
  return typed.replace(/\s/g, '').toUpperCase()
}
