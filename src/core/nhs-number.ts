const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2] as const

/** The tenth digit for the first nine, or undefined when no NHS number begins with them (remainder 10). */
export function nhsCheckDigit(nine: string): number | undefined {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(nine[place]), 0)
  const check = 11 - (sum % 11)
  if (check === 11) return 0
  return check === 10 ? undefined : check
}

/** Ten digits from what was typed, with or without the usual spaces or hyphens; undefined when the check fails. */
export function parseNhsNumber(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, '')
  if (!/^\d{10}$/.test(digits)) return undefined
  return nhsCheckDigit(digits.slice(0, 9)) === Number(digits[9]) ? digits : undefined
}

/** '999 000 0018', the way NHS numbers are read aloud. */
export function formatNhsNumber(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`
}
