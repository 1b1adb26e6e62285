import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { browserName } from '../../../rules/browser-name.ts'
import type { AccountEventKind, PastEvent } from '../../../store/accounts.ts'
import type { OpenSession } from '../../../store/sessions.ts'
import type { OwnSignIn } from '../../../store/own-sign-in.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { waysIn } from './ways-in.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: { readonly name: string; readonly email: string }
  readonly phone: string
  readonly sentences: readonly string[]
  readonly places: number
  readonly own: OwnSignIn
  /** Whether every council of theirs takes digits of a security code. */
  readonly takesDigits: boolean
  readonly sessions: readonly (OpenSession & { readonly isThis: boolean })[]
  readonly events: readonly PastEvent[]
}

export function AccountPage(props: Props) {
  const { view, form, sentences, sessions, events } = props
  return (
    <Page heading="My account" view={view} wide>
      <Facts {...props} />
      <h2 class="govuk-heading-m">What you may do here</h2>
      {sentences.length === 0 ? (
        <p class="govuk-body">
          Nothing yet. Ask an administrator at your organisation, or the council, to give you a role.
        </p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {sentences.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
      <ResponsiveTable
        caption="Where you are signed in"
        columns={[
          { heading: 'Browser' },
          { heading: 'Network address' },
          { heading: 'Signed in' },
          { heading: 'Last used' },
          { heading: 'End it' },
        ]}
        rows={sessions.map(({ browser, address, createdAt, lastSeenAt, isThis }) => [
          `${browserName(browser)}${isThis ? ' (this one)' : ''}`,
          address,
          formatInstant(createdAt),
          formatInstant(lastSeenAt),
          isThis ? (
            'Sign out at the foot of the page'
          ) : (
            <PostForm action="/account/other-sessions" form={form}>
              <input type="hidden" name="started" value={String(createdAt.getTime())} />
              <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
                Sign out<span class="govuk-visually-hidden">: {browserName(browser)}</span>
              </Button>
            </PostForm>
          ),
        ])}
      />
      {sessions.length < 2 ? null : (
        <PostForm action="/account/other-sessions" form={form}>
          <Button classes="govuk-button--secondary">Sign out everywhere else</Button>
        </PostForm>
      )}
      <ResponsiveTable
        caption="Recent activity"
        columns={[{ heading: 'When' }, { heading: 'What happened' }, { heading: 'Network address' }]}
        rows={events.map(({ at, kind, address }) => [formatInstant(at), eventInWords(kind), address])}
        empty="Nothing has happened yet."
      />
    </Page>
  )
}

function Facts({ view, person, phone, places, own, takesDigits }: Props) {
  const change = (href: string, what: string) => ({
    items: [{ href, text: 'Change', visuallyHiddenText: what }],
  })
  return (
    <SummaryList
      rows={[
        { key: 'Name', value: person.name, actions: { items: [] } },
        { key: 'Email address', value: person.email, actions: { items: [] } },
        {
          key: 'Telephone',
          value: phone === '' ? 'Not given' : phone,
          actions: change('/account/telephone', 'your telephone number'),
        },
        {
          key: 'Working for',
          value: view.workplace ?? '',
          actions: places > 1 ? change('/places', 'where you work') : { items: [] },
        },
        ...waysIn(own, takesDigits).map(({ key, value, href, what }) => ({ key, value, actions: change(href, what) })),
        {
          key: 'Notifications',
          value: 'In the portal, and by e-mail as you choose',
          actions: change('/account/notifications', 'notification choices'),
        },
        ...(view.face === 'provider' && view.acting === undefined
          ? [
              {
                key: 'Another organisation',
                value: 'If you work for more than one',
                actions: { items: [{ href: '/account/joining', text: 'Ask to join' }] },
              },
            ]
          : []),
      ]}
    />
  )
}

const eventWords: Readonly<Record<AccountEventKind, string>> = {
  'signed-in': 'Signed in',
  'sign-in-refused': 'A try to sign in was refused',
  locked: 'The account was locked after wrong tries',
  'other-session-ended': 'Signed out in one other place',
  'sessions-ended': 'The council signed you out',
  'details-changed': 'Your name, email address or telephone was changed',
  'locked-by-staff': 'The council locked the account',
  disabled: 'The council disabled the account',
  enabled: 'The council opened the account again',
  'signed-out': 'Signed out',
  'proof-refused': 'Something wrong was given where it was asked who you are',
  proved: 'Showed again who you are, before an act that binds',
  'password-changed': 'The password was changed',
  'code-changed': 'The security code was changed',
  'place-chosen': 'Chose where to work',
  'other-sessions-ended': 'Signed out everywhere else',
  unlocked: 'The account was unlocked',
  'new-password-demanded': 'The council asked for a new password',
  'set-up-link-sent': 'A link to set up signing in was sent',
  'temporary-password-sent': 'The council sent a temporary password to set up signing in',
  'set-up': 'The account was set up',
  'help-asked': 'Asked for help with signing in',
  'app-added': 'An authenticator app was added',
  'app-removed': 'The authenticator app was removed',
  'not-found': 'Something was looked for that is not there, or not yours to see',
  'not-permitted': 'Something was tried that needs a permission',
  'passkey-added': 'A passkey was added',
  'passkey-removed': 'A passkey was removed',
  'recovery-codes-made': 'Recovery codes were made',
  'policies-accepted': 'The council’s policies were accepted',
  'permission-asked': 'Asked for a permission',
  'dormancy-warned': 'A warning was sent: the account was not used for some time',
  kept: 'The account was kept open by the link of a warning',
  'locked-dormant': 'The account was locked because it was not used',
  'reset-link-sent': 'A link to choose a new password was sent',
  'password-reset': 'The password was chosen anew by a link',
  'recovery-code-used': 'A recovery code was used to sign in',
  'sign-in-throttled': 'Tries to sign in were stopped for some minutes',
}

function eventInWords(kind: string): string {
  return isKnown(kind) ? eventWords[kind] : kind
}

function isKnown(kind: string): kind is AccountEventKind {
  return kind in eventWords
}
