import { localDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import results from './looked-at.json' with { type: 'json' }
import { Section } from './section.tsx'

/** The test of all pages writes these numbers, and fails while they are not what it saw. */
export function AccessibilityPage({ view }: { readonly view: ViewContext }) {
  const day = formatDay(localDate(results.on))
  return (
    <Page heading="Accessibility statement" view={view}>
      <p class="govuk-body">
        We want as many people as possible to be able to use this service. It is built to the Web Content Accessibility
        Guidelines version 2.2, level AA, and with the GOV.UK Design System’s components.
      </p>
      <Section title="What you should be able to do">
        <ul class="govuk-list govuk-list--bullet">
          <li>use every page with a keyboard alone, or with a screen reader</li>
          <li>zoom to 400% without scrolling sideways</li>
          <li>use every page without JavaScript</li>
          <li>ask for more time before you are signed out</li>
        </ul>
      </Section>
      <Section title="How far it meets the guidelines">
        <p class="govuk-body">
          This service is partially compliant with the Web Content Accessibility Guidelines version 2.2, level AA,
          because of what is named next.
        </p>
      </Section>
      <NotYet />
      <HowTested day={day} />
      <Section title="Telling us about a problem">
        <p class="govuk-body">
          Contact the council that you work with. If you are not happy with its answer, contact the Equality Advisory
          and Support Service.
        </p>
      </Section>
      <Section title="When this statement was prepared">
        <p class="govuk-body">On {day}, with the results of the tests named above.</p>
      </Section>
    </Page>
  )
}

function NotYet() {
  return (
    <Section title="What is not accessible yet">
      <p class="govuk-body">
        Where a council takes digits of a security code, signing in can ask for three of them from memory, which by
        itself would not meet success criterion 3.3.8 (accessible authentication). You never need them: choose a passkey
        or an authenticator app, whose code can be pasted, when you set up your account or under “My account”. If that
        is difficult for you, contact the council that you work with.
      </p>
    </Section>
  )
}

function HowTested({ day }: { readonly day: string }) {
  return (
    <Section title="How it was tested">
      <p class="govuk-body">
        A program opens the pages in a real browser and checks each with {results.checker} against the rules of WCAG
        2.0, 2.1 and 2.2 at levels A and AA. It also looks whether anything has to be scrolled sideways at 320 pixels,
        which is 400% zoom, and whether wider spacing of the text cuts anything off. On {day} it looked at:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          at least {results.lookedAt} of the {results.kinds} kinds of page with data in them, before and after signing
          in, for providers and for councils
        </li>
        <li>{results.empty} lists and forms of a council and a provider that have no data yet</li>
        <li>at least {results.forms} forms sent without an answer, with the messages that follow</li>
        <li>
          {results.notAllowed} pages that say you may not see something, and {results.absent} that something is not
          there
        </li>
      </ul>
      <p class="govuk-body">
        {results.failures === 0 ? 'It found no failures.' : `It found ${String(results.failures)} failures.`} People’s
        ways through the service are walked in a browser too: by keyboard alone, and without JavaScript. The same is
        checked there, on pages that a link in an email opens too. The remaining kinds were not looked at.
      </p>
      <p class="govuk-body">
        A program finds only part of what can be wrong. It did not look at papers that are downloaded, such as PDF and
        spreadsheets. No audit by people who use assistive technology has been made yet.
      </p>
    </Section>
  )
}
