import { elementsOf, parseHtml, textOf, type HtmlElement, type HtmlNode } from './html-tree.ts'

type Check = (elements: readonly HtmlElement[]) => readonly string[]

/** What is wrong with a page, in words; empty when nothing a machine can see is. */
export function checkHtml(html: string): string[] {
  const elements = elementsOf(parseHtml(html))
  return CHECKS.flatMap((check) => check(elements))
}

/** What is wrong with a page that was asked for: whoever writes more than a word may not lose it. */
export function checkDrafts(html: string): string[] {
  return named(elementsOf(parseHtml(html)), 'form')
    .filter((form) => named(elementsOf(form.children), 'textarea').length > 0)
    .filter((form) => attribute(form, 'data-draft') === undefined)
    .map((form) => `the form to "${attribute(form, 'action') ?? ''}" has a box for words and keeps no draft`)
}

const CHECKS: readonly Check[] = [
  checkHeading,
  checkErrorPrefix,
  checkIds,
  checkLabels,
  checkLinksWithinPage,
  checkForms,
  checkInline,
  checkReferences,
  checkLanguage,
  checkSpaces,
]

function checkHeading(elements: readonly HtmlElement[]): readonly string[] {
  const headings = named(elements, 'h1').map(words)
  const [heading] = headings
  if (heading === undefined || headings.length > 1) return [`${String(headings.length)} h1 elements instead of one`]
  const title = titleOf(elements).replace(/^Error: /, '')
  return title.startsWith(heading) ? [] : [`the title "${title}" does not start with the h1 "${heading}"`]
}

function checkErrorPrefix(elements: readonly HtmlElement[]): readonly string[] {
  const hasSummary = elements.some((element) => hasClass(element, 'govuk-error-summary'))
  const hasPrefix = titleOf(elements).startsWith('Error: ')
  if (hasSummary && !hasPrefix) return ['the title of a page with an error summary does not start with "Error: "']
  return hasPrefix && !hasSummary ? ['the title says "Error: " and there is no error summary'] : []
}

function checkIds(elements: readonly HtmlElement[]): readonly string[] {
  const ids = elements.flatMap((element) => attribute(element, 'id') ?? [])
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  return [...twice].map((id) => `the id "${id}" is there more than once`)
}

const UNLABELLED_TYPES = new Set(['hidden', 'submit', 'button', 'reset', 'image'])

function checkLabels(elements: readonly HtmlElement[]): readonly string[] {
  const labels = named(elements, 'label').filter((label) => words(label) !== '')
  const targets = new Set(labels.map((label) => attribute(label, 'for')))
  const wrapped = new Set(labels.flatMap((label) => elementsOf(label.children)))
  return elements
    .filter(isControl)
    .filter((control) => !targets.has(attribute(control, 'id') ?? '') && !wrapped.has(control) && !hasOwnLabel(control))
    .map((control) => `the ${control.name} "${attribute(control, 'name') ?? ''}" has no label`)
}

function isControl(element: HtmlElement): boolean {
  if (element.name === 'input') return !UNLABELLED_TYPES.has(attribute(element, 'type') ?? 'text')
  return element.name === 'select' || element.name === 'textarea'
}

function hasOwnLabel(element: HtmlElement): boolean {
  return ['aria-label', 'aria-labelledby'].some((name) => (attribute(element, name) ?? '') !== '')
}

function checkLinksWithinPage(elements: readonly HtmlElement[]): readonly string[] {
  const ids = idsOf(elements)
  return named(elements, 'a')
    .map((link) => attribute(link, 'href') ?? '')
    .filter((href) => href.startsWith('#') && !ids.has(href.slice(1)))
    .map((href) => `the link "${href}" points at nothing`)
}

function checkReferences(elements: readonly HtmlElement[]): readonly string[] {
  const ids = idsOf(elements)
  return elements.flatMap((element) =>
    ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for']
      .flatMap((name) =>
        (attribute(element, name) ?? '')
          .split(/\s+/)
          .filter(Boolean)
          .map((id) => ({ name, id })),
      )
      .filter(({ id }) => !ids.has(id))
      .map(({ name, id }) => `${name}="${id}" on ${element.name} points at nothing`),
  )
}

function checkForms(elements: readonly HtmlElement[]): readonly string[] {
  return named(elements, 'form')
    .filter((form) => attribute(form, 'method')?.toLowerCase() === 'post')
    .filter((form) => !named(elementsOf(form.children), 'input').some(isCsrf))
    .map((form) => `the form to "${attribute(form, 'action') ?? ''}" has no _csrf`)
}

function isCsrf(input: HtmlElement): boolean {
  return attribute(input, 'name') === '_csrf' && (attribute(input, 'value') ?? '') !== ''
}

/** The content security policy would stop all of these, silently. */
function checkInline(elements: readonly HtmlElement[]): readonly string[] {
  return elements.flatMap((element) => [
    ...Object.keys(element.attributes)
      .filter((name) => name === 'style' || name.startsWith('on'))
      .map((name) => `the attribute ${name} on ${element.name}`),
    ...(['script', 'style'].includes(element.name) && (attribute(element, 'nonce') ?? '') === ''
      ? [`a ${element.name} element without a nonce`]
      : []),
  ])
}

function checkLanguage(elements: readonly HtmlElement[]): readonly string[] {
  const [html] = named(elements, 'html')
  return html === undefined || attribute(html, 'lang') === 'en' ? [] : ['the page does not name its language']
}

const INLINE = new Set(['a', 'b', 'code', 'em', 'span', 'strong', 'time'])

/** Breaking a line of a page's source beside an element loses the space: "Press<strong>Send". */
function checkSpaces(elements: readonly HtmlElement[]): readonly string[] {
  return elements.flatMap(({ children }) =>
    children.flatMap((node, index) => {
      const next = children[index + 1]
      if (next === undefined || !isInline(node) || !isInline(next)) return []
      const [before, after] = [textOf(node), textOf(next)]
      const touches = /[\p{L}\p{N},.;:!?)]$/u.test(before) && /^[\p{L}\p{N}(£]/u.test(after)
      return touches ? [`no space between "${before.slice(-20)}" and "${after.slice(0, 20)}"`] : []
    }),
  )
}

function isInline(node: HtmlNode): boolean {
  return typeof node === 'string' || INLINE.has(node.name)
}

function titleOf(elements: readonly HtmlElement[]): string {
  const [title] = named(elements, 'title')
  return title === undefined ? '' : words(title)
}

function idsOf(elements: readonly HtmlElement[]): ReadonlySet<string> {
  return new Set(elements.flatMap((element) => attribute(element, 'id') ?? []))
}

function named(elements: readonly HtmlElement[], name: string): readonly HtmlElement[] {
  return elements.filter((element) => element.name === name)
}

function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attributes[name]
}

function hasClass(element: HtmlElement, name: string): boolean {
  return (attribute(element, 'class') ?? '').split(/\s+/).includes(name)
}

function words(element: HtmlElement): string {
  return textOf(element).replaceAll(/\s+/g, ' ').trim()
}
