import { parseHtml, type HtmlElement, type HtmlNode } from './html-tree.ts'

// Space beside these is seen; space beside everything else comes from the layout of the template.
const INLINE = new Set(['a', 'b', 'code', 'em', 'i', 'kbd', 'small', 'span', 'strong'])

/**
 * One way to write each piece of HTML, line by line, so that a difference reads well. The order of attributes and
 * space that cannot be seen are lost; a space between words and inline elements is kept, wherever the tag stands.
 */
export function normaliseHtml(html: string): string {
  return blockLines(parseHtml(html), '').join('\n')
}

function blockLines(nodes: readonly HtmlNode[], indent: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  const endLine = () => {
    const text = line.replaceAll(/\s+/g, ' ').trim()
    if (text !== '') lines.push(indent + text)
    line = ''
  }
  for (const node of nodes) {
    if (isInline(node)) {
      line += inlineText(node)
    } else {
      endLine()
      lines.push(`${indent}${openTag(node)}`, ...blockLines(node.children, `${indent}  `))
    }
  }
  endLine()
  return lines
}

function isInline(node: HtmlNode): node is string | (HtmlElement & { readonly name: 'span' }) {
  return typeof node === 'string' || (INLINE.has(node.name) && node.children.every(isInline))
}

/** Space just inside an inline element is moved out of it: the browser shows the same. */
function inlineText(node: HtmlNode): string {
  if (typeof node === 'string') return node
  const inner = node.children.map(inlineText).join('')
  const before = /^\s/.test(inner) ? ' ' : ''
  const after = /\s$/.test(inner) ? ' ' : ''
  return `${before}${openTag(node)}${inner.trim()}</${node.name}>${after}`
}

function openTag({ name, attributes }: HtmlElement): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${key === 'class' ? value.trim().replaceAll(/\s+/g, ' ') : value}"`)
    .sort()
  return `<${name}${written.join('')}>`
}
