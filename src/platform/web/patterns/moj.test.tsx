import nunjucks from 'nunjucks'
import type { VNode } from 'preact'
import { expect, it } from 'vitest'
import { renderFragment } from '../render.ts'
import { normaliseHtml } from '../testing/normalise-html.ts'
import { Badge } from './badge.tsx'
import { IdentityBar } from './identity-bar.tsx'
import { SubNavigation } from './sub-navigation.tsx'
import { Timeline } from './timeline.tsx'

const macros = nunjucks.configure(['node_modules/@ministryofjustice/frontend', 'node_modules/govuk-frontend/dist'], {
  autoescape: true,
})
// The package's own filter formats with a library we do not carry; dates reach our port as text.
macros.addFilter('mojDate', () => '21 November 2026')

// The MOJ package ships no fixtures, so its macros are asked.
function official(component: string, macro: string, params: object): string {
  const template = `{% from "moj/components/${component}/macro.njk" import ${macro} %}{{ ${macro}(params) }}`
  return macros.renderString(template, { params })
}

const items = [
  { href: '/a', text: 'Details', active: true },
  { href: '/b', text: 'Messages' },
]
const event = { text: 'All weeks.', label: { text: 'Confirmed' }, byline: { text: 'Asha' } }

it.each<[string, string, object, VNode]>([
  ['badge', 'mojBadge', { text: 'Late', classes: 'moj-badge--red' }, <Badge colour="red">Late</Badge>],
  ['sub-navigation', 'mojSubNavigation', { label: 'A1', items }, <SubNavigation label="A1" items={items} />],
  ['identity-bar', 'mojIdentityBar', { title: { text: 'Ann Lee' } }, <IdentityBar>Ann Lee</IdentityBar>],
  [
    'timeline',
    'mojTimeline',
    { items: [{ ...event, datetime: { timestamp: '2026-11-21', type: 'date' } }] },
    <Timeline
      items={[
        { title: 'Confirmed', by: 'Asha', datetime: '2026-11-21', date: '21 November 2026', content: 'All weeks.' },
      ]}
    />,
  ],
])('%s renders as the official macro', (component, macro, params, port) => {
  expect(normaliseHtml(renderFragment(port))).toBe(normaliseHtml(official(component, macro, params)))
})
