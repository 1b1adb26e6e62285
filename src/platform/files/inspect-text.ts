/**
 * Text is UTF-8, UTF-16 with its mark, or the Windows letters that Excel still writes, without a control character that
 * text does not have. Undefined when it is not text, or is a page or picture written as text.
 */
export function isPlainText(bytes: Buffer): boolean {
  const text = decoded(bytes)
  if (text === undefined || /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text)) return false
  return !isMarkup(text) && !text.startsWith('#!') && !text.startsWith('MZ')
}

/** A page, a picture of SVG or any XML. A sheet may well begin with '<5 visits', a page does not. */
export function isMarkup(text: string): boolean {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  return /^<(!doctype|!--|\?|html|svg|script|head|body|x:|xml|math|iframe|img|a\s)/i.test(start)
}

function decoded(bytes: Buffer): string | undefined {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return label === 'utf-8' ? bytes.toString('latin1') : undefined
  }
}
