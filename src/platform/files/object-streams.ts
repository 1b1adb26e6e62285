import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import type { FileFault } from './faults.ts'
import { dictionaryAt, escaped, type Dictionary } from './pdf-words.ts'

const unpack = promisify(inflate)
const MOST_UNPACKED = 32_000_000
/** Read without a pause: a large file must not hold up everybody else's page. */
const WINDOW = 1_000_000

/**
 * The text of all object streams of a PDF. One that is packed otherwise than every ordinary writer does it is not
 * searched but refused: readers undo whole chains of filters and predictors, and we would search what they never see.
 */
export async function unpackObjects(text: string, bytes: Buffer): Promise<Buffer | FileFault> {
  const streams = await objectStreams(text)
  if (streams === undefined) return 'packed-unusually'
  const parts: Buffer[] = []
  let left = MOST_UNPACKED
  for (const { from, filter } of streams) {
    if (filter === 'other') return 'packed-unusually'
    // What is not packed was searched with the rest of the file.
    if (filter === 'none') continue
    const part = await unpacked(bytes.subarray(from), left)
    if (typeof part === 'string') return part
    left -= part.length
    parts.push(part, Buffer.from('\n'))
  }
  return Buffer.concat(parts)
}

type ObjectStream = { readonly from: number; readonly filter: 'none' | 'flate' | 'other' }

/** Undefined where a name that makes an object stream stands elsewhere than in the dictionary of one. */
async function objectStreams(text: string): Promise<ObjectStream[] | undefined> {
  const found: ObjectStream[] = []
  const named = new Set<number>()
  // Each is read once; dictionaries that are made to lie over one another are no reason to read for minutes.
  let left = text.length * 2 + 1_000
  let pause = left
  for (const { index } of text.matchAll(/(?<!end)obj/g)) {
    const dictionary = dictionaryAt(text, index + 3, left)
    left -= dictionary.end - index
    if (left <= 0) return undefined
    if (pause - left > WINDOW) {
      pause = left
      await setImmediate()
    }
    const from = startOfStream(text, dictionary)
    if (from !== undefined && holdsObjects(dictionary)) {
      found.push({ from, filter: filterOf(dictionary) })
      dictionary.words.filter(({ name }) => name === '/ObjStm').forEach(({ at }) => named.add(at))
    }
  }
  for (const { index } of text.matchAll(OBJSTM)) if (!named.has(index)) return undefined
  return found
}

const OBJSTM = new RegExp(`${escaped('/ObjStm')}(?![^\\0\\t\\n\\f\\r ()<>[\\]{}/%])`, 'gi')

/** The line that begins with the word is passed over to its end, as readers do. */
function startOfStream(text: string, { end }: Dictionary): number | undefined {
  const line = /stream[^\r\n]*(\r\n|\r|\n)/y
  line.lastIndex = end
  return line.test(text) ? line.lastIndex : undefined
}

/** Some readers ask for its type, some only for what it needs to be read as one. */
function holdsObjects({ words }: Dictionary): boolean {
  const names = new Set(words.map(({ name }) => name))
  return names.has('/ObjStm') || (names.has('/First') && names.has('/N'))
}

/** Beside the usual none and Flate nothing else: no second filter, no predictor, none of the short keys. */
function filterOf({ words }: Dictionary): ObjectStream['filter'] {
  const said = ` ${words.map(({ name }) => name).join(' ')} `
  const filter = /\/Filter (\/FlateDecode|\/Fl|\[ \/(?:FlateDecode|Fl) \]|null|\[ \]) /.exec(said)
  const rest = said.replace(filter?.[0] ?? '', '').replace(/\/DecodeParms (null|\[ null \]|\[ \]) /, '')
  if (/\/(Filter|F|DecodeParms|DP) /.test(rest)) return 'other'
  return filter?.[1]?.includes('Fl') === true ? 'flate' : 'none'
}

/** To where the packed bytes end of themselves: a length that lies, or the word for the end among them, hides nothing. */
async function unpacked(packed: Buffer, most: number): Promise<Buffer | FileFault> {
  try {
    return await unpack(packed, { maxOutputLength: Math.max(most, 1) })
  } catch (fault) {
    return fault instanceof RangeError ? 'bomb' : 'packed-unusually'
  }
}
