const WHITE = '#ffffff'
const BLACK = '#000000'

/**
 * A council's colour as style rules. Text on it is white or black, whichever is easier to read,
 * so that any colour a council picks meets a contrast of 4.5 to 1 (the worse case is 4.58).
 */
export function themeCss(colour: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new RangeError('A council colour must look like #1d70b8')
  return `:root{--portal-brand:${colour};--portal-on-brand:${textColourOn(colour)}}`
}

export function textColourOn(background: string): string {
  return contrast(background, WHITE) >= contrast(background, BLACK) ? WHITE : BLACK
}

export function contrast(one: string, other: string): number {
  const lighter = Math.max(luminance(one), luminance(other))
  const darker = Math.min(luminance(one), luminance(other))
  return (lighter + 0.05) / (darker + 0.05)
}

/** Relative luminance as defined by WCAG 2.2. */
function luminance(colour: string): number {
  return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5)
}

function channel(colour: string, from: number): number {
  const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
