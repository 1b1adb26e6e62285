import type { Register, RegisteredRoute } from '../../platform/web/admission.ts'
import { elementsOf, parseHtml, textOf, type HtmlElement } from '../../platform/web/testing/html-tree.ts'
import type { Browsing, Fields } from './browse.ts'

export type Form = {
  readonly route: RegisteredRoute
  readonly page: string
  readonly action: string
  readonly fields: readonly Field[]
}
export type Field = {
  readonly name: string
  readonly value: string
  readonly kind: 'text' | 'choice' | 'radio' | 'hidden'
}
export type Found = {
  /** Real addresses of each route, as its own people come by them. */
  readonly addresses: ReadonlyMap<RegisteredRoute, readonly string[]>
  readonly forms: readonly Form[]
  /** Links of our own pages that led to a fault, with its status. */
  readonly broken: readonly string[]
}

/** So many addresses of one route: one shows little, all are too many, and papers are slow to make. */
function enoughOf({ address }: RegisteredRoute): number {
  if (address.endsWith('.pdf')) return 1
  return address.includes(':') ? 3 : 5
}

/** Pages of something that few have are looked at first, before there are enough of their kind. */
type Crawled = {
  /** The pages before signing in are of everybody. */
  readonly face: RegisteredRoute['face']
  readonly rare?: readonly string[]
  /** Of each route, where fewer do. */
  readonly most?: number
}

/**
 * Follows every link of every page that somebody may see, and gathers the forms. A page that no link led to is then
 * tried with the ids in the links to its neighbours.
 */
export async function crawl(browsing: Browsing, register: Register, crawled: Crawled): Promise<Found> {
  const { face, rare = [], most = Number.POSITIVE_INFINITY } = crawled
  const own = register.filter((route) => route.face === face || route.face === 'open')
  const crawling = {
    browsing,
    register: own,
    addresses: new Map(),
    forms: new Map(),
    known: new Set(),
    broken: [],
    most,
  } satisfies Crawling
  const starts = own.filter(({ method, address }) => method === 'GET' && !/[:*]/.test(address))
  await follow(crawling, [...rare, ...starts.map(({ address }) => address)], false)
  const { addresses, forms, known, broken } = crawling as Crawling
  const unlinked = own.filter((route) => route.method === 'GET' && route.address.includes(':') && !addresses.has(route))
  await follow(
    crawling,
    unlinked.flatMap((route) => neighbours(route, [...known])),
    false,
  )
  return { addresses, forms: [...forms.values()], broken }
}

type Crawling = {
  readonly browsing: Browsing
  readonly register: Register
  readonly addresses: Map<RegisteredRoute, string[]>
  readonly forms: Map<string, Form>
  readonly known: Set<string>
  readonly broken: string[]
  readonly most: number
}

async function follow(crawling: Crawling, starts: readonly string[], areLinks: boolean): Promise<void> {
  const { browsing, register, addresses, forms, known, broken } = crawling
  const waiting = starts.map((address) => ({ address, isLink: areLinks }))
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { address, isLink } = next
    const route = routeOf(register, 'GET', address)
    if (route === undefined || hasEnough(crawling, route)) continue
    const answer = await browsing.get(address)
    if (isFault(answer.status, isLink)) broken.push(`${String(answer.status)} ${address}`)
    if (answer.status !== 200) continue
    addresses.set(route, [...(addresses.get(route) ?? []), address])
    const elements = answer.isHtml ? elementsOf(parseHtml(answer.body)) : []
    for (const form of formsIn(elements, register, address)) forms.set(`${form.action} ${buttonOf(form)}`, form)
    const fresh = linksIn(elements, address).filter((href) => !known.has(href))
    for (const href of fresh) known.add(href)
    waiting.push(...[...new Set(fresh)].map((href) => ({ address: href, isLink: true })))
  }
}

function hasEnough({ addresses, most }: Crawling, route: RegisteredRoute): boolean {
  return (addresses.get(route)?.length ?? 0) >= Math.min(most, enoughOf(route))
}

/** A page that needs a permission says so with 403; what we guessed ourselves may be absent. */
function isFault(status: number, isLink: boolean): boolean {
  return status >= 500 || (isLink && status >= 404)
}

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** Addresses of a route made from those that begin like it, as long as only words are left to add. */
function neighbours({ address }: RegisteredRoute, known: readonly string[]): string[] {
  const parts = address.split('/')
  for (let length = parts.length; length > 2; length -= 1) {
    const rest = parts.slice(length)
    if (rest.some((part) => part.startsWith(':'))) return []
    const start = new RegExp(`${patternOf(parts.slice(0, length).join('/')).source.slice(0, -1)}(?=[/?.]|$)`)
    const alike = known.flatMap((one) => start.exec(one)?.[0] ?? []).filter((one) => new RegExp(id).test(one))
    if (alike.length > 0) return [...new Set(alike)].map((one) => [one, ...rest].join('/'))
  }
  return []
}

/** The route that an address leads to: a word of the address is matched before a parameter is. */
function routeOf(register: Register, method: string, address: string): RegisteredRoute | undefined {
  const path = address.split(/[?#]/, 1)[0] ?? ''
  return register
    .filter((route) => route.method === method && patternOf(route.address).test(path))
    .sort(
      (one, other) =>
        one.address.split(':').length - other.address.split(':').length || other.address.length - one.address.length,
    )[0]
}

function patternOf(address: string): RegExp {
  const escaped = address.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+')}$`)
}

function linksIn(elements: readonly HtmlElement[], page: string): string[] {
  return elements
    .flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href'] ?? ''] : []))
    .filter((href) => /^[/?]/.test(href))
    .map((href) => (href.startsWith('?') ? `${page.split('?', 1)[0] ?? ''}${href}` : href).split('#', 1)[0] ?? '')
}

function formsIn(elements: readonly HtmlElement[], register: Register, page: string): Form[] {
  return elements
    .filter(({ name, attributes }) => name === 'form' && attributes['method']?.toLowerCase() === 'post')
    .flatMap((form) => {
      const inner = elementsOf(form.children)
      const given = inner.flatMap(fieldOf)
      const buttons = inner.filter(({ name, attributes }) => name === 'button' && attributes['name'] !== undefined)
      const sent = buttons.length === 0 ? [given] : buttons.map((button) => [...given, hidden(button)])
      return sent.flatMap((fields, index) => {
        const action = buttons[index]?.attributes['formaction'] ?? form.attributes['action'] ?? page
        const route = routeOf(register, 'POST', action)
        return route === undefined ? [] : [{ route, page, action, fields }]
      })
    })
}

function fieldOf(element: HtmlElement): Field[] {
  const { name: tag, attributes } = element
  const name = attributes['name']
  if (name === undefined || name === '_csrf') return []
  if (tag === 'textarea') return [{ name, value: textOf(element), kind: 'text' }]
  if (tag === 'select') return [{ name, value: chosenIn(element), kind: 'choice' }]
  return tag === 'input' ? [inputOf(name, attributes)] : []
}

function inputOf(name: string, { type = 'text', value = '' }: HtmlElement['attributes']): Field {
  if (type === 'hidden') return { name, value, kind: 'hidden' }
  if (type === 'radio') return { name, value, kind: 'radio' }
  if (type === 'checkbox') return { name, value: value === '' ? 'on' : value, kind: 'choice' }
  return { name, value, kind: 'text' }
}

function hidden({ attributes }: HtmlElement): Field {
  return { name: attributes['name'] ?? '', value: attributes['value'] ?? '', kind: 'hidden' }
}

function chosenIn(select: HtmlElement): string {
  const options = elementsOf(select.children).filter(({ name }) => name === 'option')
  const chosen = options.find(({ attributes }) => attributes['selected'] !== undefined) ?? options.at(-1)
  return chosen?.attributes['value'] ?? ''
}

function buttonOf({ fields }: Form): string {
  const last = fields.at(-1)
  return last?.kind === 'hidden' ? `${last.name}=${last.value}` : ''
}

/** As a browser would send it: one of several radio buttons, and no key, so that nothing is answered from memory. */
export function sent({ fields }: Form, over: Readonly<Record<string, string>> = {}): Fields {
  const radios = new Map(fields.filter(({ kind }) => kind === 'radio').map(({ name, value }) => [name, value]))
  const plain = fields.filter(({ name, kind }) => kind !== 'radio' && name !== '_key')
  return [...plain.map(({ name, value }) => [name, over[name] ?? value] as const), ...radios]
}
