import { isValidElement, type VNode } from 'preact'
import { Tag } from '../govuk/tag.tsx'
import { RawHtml } from '../raw-html.tsx'

/** The options of one published fixture, as the official macros take them. */
export type Options = Readonly<Record<string, unknown>>

// The macros take most texts twice, as `somethingText` and `somethingHtml`; here each is one prop.
const PAIRS = ['title', 'summary', 'description', 'logo']
const CONTENT = new Set(['conditional', 'beforeInput', 'afterInput', 'beforeInputs', 'afterInputs'])

// What the macros fill in themselves, and the port asks for.
const REQUIRED: Readonly<Record<string, Options>> = {
  'back-link': { href: '#' },
  'error-summary': { errorList: [] },
  'phase-banner': { tag: {} },
  select: { items: [] },
}

/** Turns the options of a fixture into the props of the port: the same names, with text and HTML made one. */
export function fixtureProps(component: string, options: Options): Options {
  const { html, text, ...rest } = spread(component, mergePairs(options))
  return { ...REQUIRED[component], ...adaptAll(rest), ...withContent('children', html, text) }
}

function spread(component: string, options: Options): Options {
  const { fieldset, ...rest } = options
  if (isOptions(fieldset)) {
    const { legend, ...others } = fieldset
    return spread(component, { ...rest, ...(legend === undefined ? {} : { legend }), fieldsetOptions: others })
  }
  if (component === 'date-input') return withDateItems(options)
  return component === 'tabs' ? withTabIds(options) : options
}

function withDateItems({ day, month, year, items, ...rest }: Options): Options {
  if (Array.isArray(items) && items.length > 0) return { ...rest, items }
  const parts = Object.entries({ day, month, year }).filter(([, part]) => part !== false)
  return { ...rest, items: parts.map(([name, part]) => ({ name, ...(isOptions(part) ? part : {}) })) }
}

function withTabIds({ idPrefix, items, ...rest }: Options): Options {
  const tabs = asList(items).filter(isOptions)
  return { ...rest, items: tabs.map((tab, index) => ({ id: `${String(idPrefix)}-${String(index + 1)}`, ...tab })) }
}

function mergePairs(options: Options): Options {
  return PAIRS.reduce<Options>((merged, name) => {
    const { [`${name}Html`]: html, [`${name}Text`]: text, ...rest } = merged
    return { ...rest, ...withContent(name, html, text) }
  }, options)
}

function withContent(name: string, html: unknown, text: unknown): Options {
  if (typeof html === 'string' && html !== '') return { [name]: <RawHtml html={html} /> }
  return text === undefined || text === null ? {} : { [name]: text }
}

function adaptAll(options: Options): Options {
  const entries = Object.entries(options).filter(([, value]) => value !== null)
  return Object.fromEntries(
    entries.map(([key, value]) => (key === 'fieldsetOptions' ? ['fieldset', value] : [key, adapt(key, value)])),
  )
}

function adapt(key: string, value: unknown): unknown {
  if (key === 'attributes' || key === 'values') return value
  if (key === 'hint' && value === false) return undefined
  if (Array.isArray(value))
    return asList(value)
      .filter(Boolean)
      .map((item) => adapt('', item))
  if (!isOptions(value)) return value
  if (CONTENT.has(key)) return withContent('content', value['html'], value['text'])['content']
  if (isOptions(value['tag'])) return { ...value, text: tagOf(value['tag']) }
  const { html, text, ...rest } = value
  return { ...adaptAll(rest), ...withContent('text', html, text) }
}

function tagOf(options: Options): VNode {
  return <Tag {...fixtureProps('tag', options)} />
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isValidElement(value)
}
