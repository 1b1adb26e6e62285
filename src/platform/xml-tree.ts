import { SaxesParser, type SaxesTagNS } from 'saxes'

const DEEPEST = 32
const MOST_ELEMENTS = 5_000

export type XmlNode = {
  /** The address of the vocabulary, not the prefix: writers choose their own prefixes. */
  readonly space: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlNode[]
  /** Of this element alone. */
  readonly text: string
}
type Growing = XmlNode & { readonly children: XmlNode[]; text: string }

export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml'
}

/**
 * A small document that somebody signed, whole. What two readers might read differently is refused rather than read:
 * document types, comments, instructions, character sections.
 */
export function readXmlTree(text: string): XmlNode {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const open: Growing[] = []
  let root: XmlNode | undefined
  let elements = 0
  for (const event of ['doctype', 'comment', 'processinginstruction', 'cdata'] as const)
    parser.on(event, () => {
      throw new UnreadableXml(`it holds a ${event}`)
    })
  parser.on('error', () => {
    throw new UnreadableXml('it is not well-formed XML')
  })
  parser.on('opentag', (tag) => {
    elements += 1
    if (open.length >= DEEPEST || elements > MOST_ELEMENTS) throw new UnreadableXml('it is too large')
    const node = nodeOf(tag)
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  parser.on('text', (more) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += more
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  if (root === undefined) throw new UnreadableXml('it is empty')
  return root
}

function nodeOf(tag: SaxesTagNS): Growing {
  const attributes = Object.values(tag.attributes).map(({ name, value }) => [name, value] as const)
  return { space: tag.uri, name: tag.local, attributes: new Map(attributes), children: [], text: '' }
}
