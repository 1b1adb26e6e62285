import { readdirSync, readFileSync } from 'node:fs'
import { h, type FunctionComponent } from 'preact'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderFragment } from '../render.ts'
import { fixtureProps, type Options } from '../testing/fixture-props.tsx'
import { normaliseHtml } from '../testing/normalise-html.ts'
import { NOT_OFFERED, NOT_PORTED } from './fixtures-not-offered.ts'
import { Accordion } from './accordion.tsx'
import { BackLink } from './back-link.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Button } from './button.tsx'
import { CharacterCount } from './character-count.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { DateInput } from './date-input.tsx'
import { Details } from './details.tsx'
import { ErrorMessage } from './error-message.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Fieldset } from './fieldset.tsx'
import { FileUpload } from './file-upload.tsx'
import { GenericHeader } from './generic-header.tsx'
import { Hint } from './hint.tsx'
import { Input } from './input.tsx'
import { InsetText } from './inset-text.tsx'
import { Label } from './label.tsx'
import { NotificationBanner } from './notification-banner.tsx'
import { Pagination } from './pagination.tsx'
import { Panel } from './panel.tsx'
import { PasswordInput } from './password-input.tsx'
import { PhaseBanner } from './phase-banner.tsx'
import { Radios } from './radios.tsx'
import { Select } from './select.tsx'
import { ServiceNavigation } from './service-navigation.tsx'
import { SkipLink } from './skip-link.tsx'
import { SummaryList } from './summary-list.tsx'
import { Table } from './table.tsx'
import { Tabs } from './tabs.tsx'
import { Tag } from './tag.tsx'
import { TaskList } from './task-list.tsx'
import { Textarea } from './textarea.tsx'
import { WarningText } from './warning-text.tsx'

const PORTED: Readonly<Record<string, unknown>> = {
  accordion: Accordion,
  'back-link': BackLink,
  breadcrumbs: Breadcrumbs,
  button: Button,
  'character-count': CharacterCount,
  checkboxes: Checkboxes,
  'date-input': DateInput,
  details: Details,
  'error-message': ErrorMessage,
  'error-summary': ErrorSummary,
  fieldset: Fieldset,
  'file-upload': FileUpload,
  'generic-header': GenericHeader,
  hint: Hint,
  input: Input,
  'inset-text': InsetText,
  label: Label,
  'notification-banner': NotificationBanner,
  pagination: Pagination,
  panel: Panel,
  'password-input': PasswordInput,
  'phase-banner': PhaseBanner,
  radios: Radios,
  select: Select,
  'service-navigation': ServiceNavigation,
  'skip-link': SkipLink,
  'summary-list': SummaryList,
  table: Table,
  tabs: Tabs,
  tag: Tag,
  'task-list': TaskList,
  textarea: Textarea,
  'warning-text': WarningText,
}

const Fixtures = z.object({
  fixtures: z.array(z.object({ name: z.string(), options: z.record(z.string(), z.unknown()), html: z.string() })),
})
const INSTALLED = new URL('../../../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url)

function fixturesOf(component: string) {
  const file = readFileSync(new URL(`${component}/fixtures.json`, INSTALLED), 'utf8')
  return Fixtures.parse(JSON.parse(file)).fixtures
}

function isComponent(value: unknown): value is FunctionComponent<Options> {
  return typeof value === 'function'
}

function rendered(component: string, options: Options): string {
  const port = PORTED[component]
  if (!isComponent(port)) throw new Error(`${component} is not ported`)
  return renderFragment(h(port, fixtureProps(component, options)))
}

describe.each(Object.keys(PORTED))('%s renders as the official markup', (component) => {
  const leftOut = NOT_OFFERED[component] ?? {}
  const fixtures = fixturesOf(component)

  it.each(fixtures.filter(({ name }) => !(name in leftOut)))('$name', ({ options, html }) => {
    expect(normaliseHtml(rendered(component, options))).toBe(normaliseHtml(html))
  })

  it('leaves out only fixtures that exist', () => {
    const names = new Set(fixtures.map(({ name }) => name))
    expect(Object.keys(leftOut).filter((name) => !names.has(name))).toEqual([])
  })
})

it('ports every component of the installed package, or says why not', () => {
  const folders = readdirSync(INSTALLED, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const known = [...Object.keys(PORTED), ...Object.keys(NOT_PORTED)].sort()
  expect(known).toEqual(folders.map(({ name }) => name).sort())
})

it('leaves out fixtures of ported components only', () => {
  expect(Object.keys(NOT_OFFERED).filter((component) => !(component in PORTED))).toEqual([])
})
