import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { UnreadableFile } from './table.ts'

const DEEPEST = 64

export type XmlTag = Pick<SaxesTagPlain, 'name' | 'attributes'>
export type XmlHandler = {
  readonly open: (tag: XmlTag, name: string) => void
  readonly close: (name: string) => void
  readonly text?: (text: string) => void
}

/**
 * Feeds a part to its handler a stretch at a time; `after` each stretch the caller may take what has been gathered.
 * No document type is allowed, so no entity can be declared, fetched or multiplied.
 */
export async function* parsedXml<T>(
  stream: Readable,
  handler: XmlHandler,
  after: () => T | undefined,
): AsyncGenerator<T> {
  const parser = parserFor(handler)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) throw new Error('a stream without encoding gives buffers')
      parser.write(decoder.decode(chunk, { stream: true }))
      const gathered = after()
      if (gathered !== undefined) yield gathered
    }
    parser.write(decoder.decode()).close()
  } catch (fault) {
    stream.destroy()
    throw fault instanceof UnreadableFile ? fault : new UnreadableFile('damaged').because(fault)
  }
  const gathered = after()
  if (gathered !== undefined) yield gathered
}

/** A small part, read whole. */
export async function readXml(stream: Readable, handler: XmlHandler): Promise<void> {
  const parsed = parsedXml(stream, handler, () => undefined)
  while ((await parsed.next()).done !== true) continue
}

function parserFor(handler: XmlHandler): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  parser.on('doctype', () => {
    throw new UnreadableFile('entities')
  })
  parser.on('error', (fault) => {
    throw new UnreadableFile('damaged').because(fault)
  })
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > DEEPEST) throw new UnreadableFile('damaged')
    handler.open(tag, localName(tag.name))
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    handler.close(localName(tag.name))
  })
  const { text } = handler
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  return parser
}

/** Writers choose their own prefixes; the parts that we read do not mix vocabularies. */
function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
