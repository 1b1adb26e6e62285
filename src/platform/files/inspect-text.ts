/**
 * Text is UTF-8, UTF-16 with its mark or without, or the Windows letters that Excel still writes, without a control character that
 * text does not have. Undefined when it is not text, or is a page or picture written as text.
 */
export function isPlainText(bytes: Buffer, as: 'text' | 'data' = 'text'): boolean {
  const text = decoded(bytes)
  if (text === undefined || CONTROL.test(text)) return false
  return (as === 'data' || !isMarkup(text)) && !text.startsWith('#!') && !text.startsWith('MZ')
}

const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f]/

/** The same for text of any length, of which the beginning has been judged: no piece has what text does not have. */
export async function isPlainTextIn(pieces: AsyncIterable<Buffer>): Promise<boolean> {
  let decoder: TextDecoder | undefined
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(labelOf(piece), { fatal: labelOf(piece) !== 'utf-8' })
    try {
      if (CONTROL.test(decoder.decode(piece, { stream: true }))) return false
    } catch {
      return false
    }
  }
  return true
}

/** A page, a picture or a program for a browser: markup that is no data. */
export function isPage(text: string): boolean {
  return /<(!doctype\s+html|html|svg|script|head|body|math|iframe|img|[a-z]+:script)[\s>]/i.test(text)
}

/** A page, a picture of SVG or any XML. A sheet may well begin with '<5 visits', a page does not. */
export function isMarkup(text: string): boolean {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  return /^<(!doctype|!--|\?|html|svg|script|head|body|x:|xml|math|iframe|img|a\s)/i.test(start)
}

function decoded(bytes: Buffer): string | undefined {
  const label = labelOf(bytes)
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return label === 'utf-8' ? bytes.toString('latin1') : undefined
  }
}

type Label = 'utf-16le' | 'utf-16be' | 'utf-8'

function labelOf(bytes: Buffer): Label {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : unmarked(bytes)
}

const HEAD = 1_000

/** Plain words in UTF-16 have a zero in every other byte. What they say is judged as any other text. */
function unmarked(bytes: Buffer): Label {
  const head = bytes.subarray(0, HEAD)
  const zerosAt = (parity: number) => head.filter((byte, at) => byte === 0 && at % 2 === parity).length
  if (zerosAt(0) === 0 && zerosAt(1) > head.length / 3) return 'utf-16le'
  return zerosAt(1) === 0 && zerosAt(0) > head.length / 3 ? 'utf-16be' : 'utf-8'
}
