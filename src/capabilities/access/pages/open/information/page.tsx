import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { Section } from './section.tsx'

type Props = { readonly view: ViewContext }

export function HelpPage({ view }: Props) {
  return (
    <Page heading="Help" view={view}>
      <Section title="Signing in">
        <p class="govuk-body">
          You need your email address, your password and a second step. The second step is a passkey, the code of an
          authenticator app, or three digits of your six-digit security code, if your council takes digits. We never ask
          for the whole security code: only for three of its digits, and for the same three until they are right. A
          passkey can also stand for both steps. If your organisation has a sign-in of its own, you can come in with it.
        </p>
        <p class="govuk-body">
          After wrong tries in a row you wait a little longer each time, and then the account is locked. With some
          councils that is after three tries and until the council unlocks it; with others it is after ten and for 15
          minutes. We email the owner which, and the time. The page says the same whatever was wrong, so that nobody can
          find out whose account exists. Where you are signed in already, you stay signed in.
        </p>
      </Section>
      <Section title="If you forgot your password or code">
        <p class="govuk-body">
          <a class="govuk-link" href="/forgotten">
            Get help with signing in
          </a>
          . Depending on your council you choose a new password yourself with a link that we email you, an administrator
          at your organisation helps you, or the council does.
        </p>
      </Section>
      <Section title="If you cannot see something">
        <p class="govuk-body">
          “My account” at the foot of each page says what you may see and do. An administrator at your organisation, or
          the council, can change it.
        </p>
      </Section>
      <Section title="If you build a system">
        <p class="govuk-body">
          Rostering and finance systems can read and record here. See{' '}
          <a class="govuk-link" href="/developers">
            what they can ask for
          </a>
          .
        </p>
      </Section>
      <Section title="While you work">
        <p class="govuk-body">
          You are signed out after some minutes without activity: ten, unless your council says otherwise. The foot of
          each page says how many. We warn you two minutes before. Pressing any key keeps you signed in, and you come
          back to the same page when you sign in again.
        </p>
      </Section>
    </Page>
  )
}

export function PrivacyPage({ view }: Props) {
  return (
    <Page heading="Privacy" view={view}>
      <p class="govuk-body">
        The council that you work with decides what this service is used for, and is responsible for the data in it. Its
        own privacy notice says more, and how to reach its data protection officer.
      </p>
      <Section title="What is kept about you">
        <ul class="govuk-list govuk-list--bullet">
          <li>your name, email address and where you work</li>
          <li>what you may do, and who gave you that</li>
          <li>when you signed in, from which network address and with which browser</li>
          <li>what you changed, and when</li>
        </ul>
        <p class="govuk-body">Your password is kept only as a hash. Your security code is encrypted.</p>
      </Section>
      <Section title="What is kept about people who receive care">
        <p class="govuk-body">
          Names, identifiers and the care that was arranged, delivered and paid for. Only people who need it for their
          work can see it, and what they change is recorded.
        </p>
      </Section>
      <p class="govuk-body">
        <a class="govuk-link" href="/cookies">
          Cookies
        </a>
      </p>
    </Page>
  )
}

export function CookiesPage({ view }: Props) {
  return (
    <Page heading="Cookies" view={view}>
      <p class="govuk-body">
        This service uses only the cookies it needs to work, so it does not ask you to accept any. Nothing is measured
        and nothing is shared with other companies.
      </p>
      <ResponsiveTable
        caption="Cookies we set"
        columns={[{ heading: 'Name', nowrap: true }, { heading: 'What it is for' }, { heading: 'Until' }]}
        rows={cookies}
      />
    </Page>
  )
}

const cookies = [
  ['portal', 'Keeps you signed in', 'You close the browser, or were not active for as long as your page says'],
  ['portal-step', 'Joins the two steps of signing in', 'Ten minutes'],
  ['portal-passkey', 'Joins a passkey to the question that it answers', 'Ten minutes'],
  [
    'portal-known',
    'Tells a browser in which you signed in before from a stranger’s, so that others’ wrong tries do not slow you down',
    '400 days after you last signed in',
  ],
  ['portal-set-up', 'Keeps your place while you set up your account', 'You close the browser'],
  ['portal-away', 'Brings you back when you sign in with your organisation', 'Ten minutes'],
  ['form', 'Shows that a form came from this service', 'You close the browser'],
  ['portal-said', 'Carries a message such as “saved” to the next page', 'The next page'],
] as const
