/** Where a text stops being JSON, for people who must mend it. */
export type JsonFault = { readonly line: number; readonly column: number; readonly reason: string }

type Cursor = { readonly text: string; at: number }

const SPACE = /[ \t\n\r]*/y
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
/** The format needs six. */
const DEEPEST = 50

/**
 * The first fault, or undefined for a JSON document whose keys are all different. A key given twice is a fault here:
 * the language would quietly keep the second, and a sum would be checked against a number nobody sees.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const cursor = { text, at: 0 }
  const reason = readValue(cursor, 0) ?? (skipSpace(cursor) < text.length ? 'nothing more was expected' : undefined)
  if (reason === undefined) return undefined
  const before = text.slice(0, cursor.at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: cursor.at - lineStart + 1, reason }
}

function readValue(cursor: Cursor, depth: number): string | undefined {
  skipSpace(cursor)
  if (depth > DEEPEST) return 'nested too deeply'
  if (take(cursor, '{')) return readMembers(cursor, depth)
  if (take(cursor, '[')) return readList(cursor, ']', () => readValue(cursor, depth + 1))
  return read(cursor, STRING) === undefined && read(cursor, SCALAR) === undefined ? 'a value was expected' : undefined
}

function readMembers(cursor: Cursor, depth: number): string | undefined {
  const keys = new Set<string>()
  return readList(cursor, '}', () => {
    skipSpace(cursor)
    const start = cursor.at
    const key = read(cursor, STRING)
    if (key === undefined) return 'a key in double quotes was expected'
    if (keys.has(key)) {
      cursor.at = start
      return `the key ${key} is given twice`
    }
    keys.add(key)
    skipSpace(cursor)
    return take(cursor, ':') ? readValue(cursor, depth + 1) : 'a colon was expected'
  })
}

function readList(cursor: Cursor, end: string, readItem: () => string | undefined): string | undefined {
  skipSpace(cursor)
  if (take(cursor, end)) return undefined
  for (;;) {
    const fault = readItem()
    if (fault !== undefined) return fault
    skipSpace(cursor)
    if (take(cursor, end)) return undefined
    if (!take(cursor, ',')) return `a comma or ${end} was expected`
  }
}

function read(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  const [found] = pattern.exec(cursor.text) ?? []
  if (found !== undefined) cursor.at += found.length
  return found
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false
  cursor.at += 1
  return true
}

function skipSpace(cursor: Cursor): number {
  read(cursor, SPACE)
  return cursor.at
}
