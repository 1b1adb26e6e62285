import type { ComponentChildren } from 'preact'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

export const HOME = '/developers'
const places = [
  { href: HOME, text: 'Start here' },
  { href: `${HOME}/keys`, text: 'Keys' },
  { href: `${HOME}/sandboxes`, text: 'Sandboxes' },
  { href: `${HOME}/repeating`, text: 'Repeating and paging' },
  { href: `${HOME}/errors`, text: 'Errors' },
  { href: `${HOME}/formats`, text: 'Formats' },
  { href: `${HOME}/check`, text: 'Check a file' },
  { href: `${HOME}/changes`, text: 'Changes' },
]

type FrameProps = {
  readonly heading: string
  readonly view: ViewContext
  /** Which place of the navigation this is. */
  readonly at: string
  readonly errors?: readonly FieldError[]
  readonly children?: ComponentChildren
}

export function Frame({ heading, view, at, errors = [], children }: FrameProps) {
  return (
    <Page heading={heading} caption="For developers" view={view} errors={errors} wide>
      <SubNavigation
        label="For developers"
        items={places.map(({ href, text }) => ({ href, text, active: href === at }))}
      />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-full portal-developers">{children}</div>
      </div>
    </Page>
  )
}

/** Text as a program reads or writes it. It can be scrolled with the keyboard, so it has a name. */
export function Code({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <pre class="portal-code" tabIndex={0} role="region" aria-label={label}>
      <code>{children}</code>
    </pre>
  )
}

export function Section({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <section>
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
    </section>
  )
}
