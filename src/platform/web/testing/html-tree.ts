/** A parsed piece of HTML: enough to compare and to check what this program renders, not a browser's parser. */
export interface HtmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly HtmlNode[]
}
export type HtmlNode = HtmlElement | string

interface OpenElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: HtmlNode[]
}

const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])
const TOKEN = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/gi
const ATTRIBUTE = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  ctdot: '⋯',
}

/** Throws on an element that is closed but not open, so that a template cannot lose an end tag unseen. */
export function parseHtml(html: string): readonly HtmlNode[] {
  const root: OpenElement = { name: '', attributes: {}, children: [] }
  const open: OpenElement[] = [root]
  let from = 0
  for (const token of html.matchAll(TOKEN)) {
    addText(open, html.slice(from, token.index))
    from = token.index + token[0].length
    addTag(open, token)
  }
  addText(open, html.slice(from))
  if (open.length > 1) throw new Error(`<${innermost(open).name}> is not closed`)
  return root.children
}

function addText(open: readonly OpenElement[], text: string): void {
  if (text !== '') innermost(open).children.push(decode(text))
}

function addTag(open: OpenElement[], [, slash, tag, attributes = '', selfClosing]: RegExpExecArray): void {
  if (tag === undefined) return
  const name = tag.toLowerCase()
  if (slash === '/') {
    close(open, name)
    return
  }
  const element: OpenElement = { name, attributes: parseAttributes(attributes), children: [] }
  innermost(open).children.push(element)
  if (!VOID.has(name) && selfClosing !== '/') open.push(element)
}

function close(open: OpenElement[], name: string): void {
  const last = open.length > 1 ? open.pop() : undefined
  if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name ?? 'nothing'}>`)
}

function innermost(open: readonly OpenElement[]): OpenElement {
  const last = open.at(-1)
  if (last === undefined) throw new Error('nothing is open')
  return last
}

function parseAttributes(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(ATTRIBUTE)]
  return Object.fromEntries(found.map(([, name = '', ...values]) => [name, decode(values.find(isPresent) ?? '')]))
}

function isPresent(value: string | undefined): value is string {
  return value !== undefined
}

function decode(text: string): string {
  return text.replaceAll(/&(#x?[\da-f]+|[a-z]+);/gi, (whole, entity: string) => {
    if (/^#x/i.test(entity)) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16))
    if (entity.startsWith('#')) return String.fromCodePoint(Number(entity.slice(1)))
    return ENTITIES[entity] ?? whole
  })
}

/** All elements, parents before children. */
export function elementsOf(nodes: readonly HtmlNode[]): readonly HtmlElement[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elementsOf(node.children)]))
}

export function textOf(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('')
}
