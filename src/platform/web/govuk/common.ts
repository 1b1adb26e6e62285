import type { ComponentChildren } from 'preact'

/** Extra attributes for the outermost element. Style and event attributes are stopped by the content security policy. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

/** A piece of text with its own classes. Where a plain string is enough, every component takes the string. */
export interface Words {
  readonly text?: ComponentChildren
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

export function words<T extends Words>(given: string | T): T | Words {
  return typeof given === 'string' ? { text: given } : given
}

export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

/** The value of an aria-describedby attribute, absent when nothing describes the element. */
export function idList(...ids: readonly (string | false | undefined)[]): string | undefined {
  const list = ids.filter(Boolean).join(' ')
  return list === '' ? undefined : list
}

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

const HEADINGS = { 1: 'h1', 2: 'h2', 3: 'h3', 4: 'h4', 5: 'h5', 6: 'h6' } as const

export function headingTag(level: HeadingLevel) {
  return HEADINGS[level]
}
