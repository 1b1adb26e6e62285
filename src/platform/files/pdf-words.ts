/** What stands in a dictionary, in order and without comments; names as they read with their escapes undone. */
export type Dictionary = {
  readonly words: readonly { readonly name: string; readonly at: number }[]
  /** Where the next word begins behind it, or where reading ended. */
  readonly end: number
}

const WORD = /[\0\t\n\f\r ]+|%[^\r\n]*|\/[^\0\t\n\f\r ()<>[\]{}/%]*|<<|>>|[^\0\t\n\f\r ()<>[\]{}/%]+|\(|<[^<>]*>|[^]/y

/** The dictionary that begins there; without words if none does, or none that ends within so many characters. */
export function dictionaryAt(text: string, from: number, most: number): Dictionary {
  const words: { name: string; at: number }[] = []
  const open: string[] = []
  let at = afterSpace(text, from)
  while (at < text.length && at - from < most) {
    const word = wordAt(text, at)
    if (words.length === 0 && word !== '<<') break
    if (!isSpace(word)) words.push({ name: withoutEscapes(word), at })
    nest(open, word)
    at = word === '(' ? afterString(text, at + 1) : at + word.length
    if (open.length === 0) return { words, end: afterSpace(text, at) }
  }
  return { words: [], end: at }
}

/** Brackets that do not belong where they stand are passed over, as readers do. */
function nest(open: string[], word: string): void {
  if (word === '<<' || word === '[') open.push(word)
  if ((word === '>>' && open.at(-1) === '<<') || (word === ']' && open.at(-1) === '[')) open.pop()
}

function afterSpace(text: string, from: number): number {
  let at = from
  for (let word = wordAt(text, at); isSpace(word); word = wordAt(text, at)) at += word.length
  return at
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at
  return WORD.exec(text)?.[0] ?? ''
}

function isSpace(word: string): boolean {
  return /^[\0\t\n\f\r %]/.test(word)
}

/** Brackets inside a string stand in pairs, or behind a backslash. */
function afterString(text: string, from: number): number {
  let depth = 1
  const mark = /\\[^]|[()]/g
  mark.lastIndex = from
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '(') depth += 1
    if (found[0] === ')') depth -= 1
    if (depth === 0) return mark.lastIndex
  }
  return text.length
}

/** Any character of a name may be written as its number: /J#61vaScript. */
export function withoutEscapes(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** A pattern for a name, whichever of its characters are written as numbers. */
export function escaped(name: string): string {
  return name.replace(/[A-Za-z]/g, (letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`)
}
