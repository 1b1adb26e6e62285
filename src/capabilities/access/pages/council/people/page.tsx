import type { LocalDate } from '../../../../../core/dates.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { AccountState, Person } from '../../../store/people.ts'
import { StateTag } from '../state-tag.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type Props = {
  readonly view: ViewContext
  readonly search: string
  readonly onlyAsking: boolean
  readonly people: readonly { readonly person: Person; readonly state: AccountState | undefined }[]
  readonly next: string | undefined
  readonly today: LocalDate
  readonly mayManage: boolean
}

export function PeoplePage({ view, search, onlyAsking, people, next, today, mayManage }: Props) {
  return (
    <Page heading="People" view={view} wide>
      <SubNavigation
        label="People"
        items={[
          { href: '/council/people', text: 'Everybody', active: true },
          { href: '/council/contact-requests', text: 'Requests' },
          { href: '/council/people/locks', text: 'Locked' },
          { href: '/council/staff', text: 'Council staff' },
          { href: '/council/people/report', text: 'Joined and left' },
          ...(mayManage ? [{ href: '/council/people/new', text: 'Invite' }] : []),
        ]}
      />
      <Elsewhere />
      <form method="get" action="/council/people" novalidate>
        <Input
          label="Name, email address or company"
          name="search"
          value={search}
          classes="govuk-input--width-20"
          spellcheck={false}
        />
        <Checkboxes
          name="asking"
          classes="govuk-checkboxes--small"
          items={[
            {
              value: 'yes',
              text: 'Only people who asked for help with signing in, or for a permission',
              checked: onlyAsking,
            },
          ]}
        />
        <Button classes="govuk-button--secondary">Search</Button>
      </form>
      <ResponsiveTable
        caption="People with a place in this council"
        captionHidden
        columns={[{ heading: 'Name' }, { heading: 'Works for' }, { heading: 'Sign-in' }, { heading: 'Last signed in' }]}
        rows={people.map(({ person, state }) => [
          <>
            <a class="govuk-link" href={`/council/people/${person.membershipId}`}>
              {person.name}
            </a>
            <br />
            <span class="govuk-!-text-break-word govuk-!-font-weight-regular">{person.email}</span>
          </>,
          person.provider ?? 'The council',
          <StateTag person={person} state={state} today={today} />,
          state?.lastSignedInAt ? formatInstant(state.lastSignedInAt) : 'Never',
        ])}
        empty="Nobody matches. Search for part of a name, or clear the search to see everybody."
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
    </Page>
  )
}

function Elsewhere() {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href="/council/people/policies">
        Policies and who accepted them
      </a>
      {' · '}
      <a class="govuk-link" href="/council/people/settings">
        Rules for providers’ people
      </a>
      {' · '}
      <a class="govuk-link" href="/council/people/ceiling">
        Whom organisations invite themselves
      </a>
      {' · '}
      <a class="govuk-link" href="/council/people/sign-in">
        How people sign in
      </a>
      {' · '}
      <a class="govuk-link" href="/council/people/single-sign-on">
        Single sign-on
      </a>
      {' · '}
      <a class="govuk-link" href="/council/people/api-keys">
        Providers’ API keys
      </a>
    </p>
  )
}
