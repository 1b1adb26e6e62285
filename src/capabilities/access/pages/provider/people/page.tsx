import { addDays } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { administers } from '../../../rules/given.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import type { Colleague, ColleagueGrant } from '../../../store/colleagues.ts'
import type { ContactRequest } from '../../../store/contact-requests.ts'
import { RequestTag } from '../../shared/request-words.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type Props = {
  readonly view: ViewContext
  readonly people: readonly {
    readonly person: Colleague
    readonly grants: readonly ColleagueGrant[]
    readonly seen: string
  }[]
  readonly requests: readonly ContactRequest[]
  /** How many people nobody has confirmed for a quarter. */
  readonly toConfirm: number
  /** Who asked the administrators here for help with signing in. */
  readonly asking: readonly { readonly person: Colleague }[]
  /** Who asked for which permission, in words that follow "to be allowed to". */
  readonly wishes: readonly { readonly person: Colleague; readonly words: string }[]
  readonly mayManage: boolean
  /** Keys are for the whole organisation. */
  readonly mayMakeKeys: boolean
}

export function ColleaguesPage({ view, people, requests, toConfirm, asking, wishes, ...may }: Props) {
  const administrators = people.filter(({ person, grants }) => person.endsOn === null && grants.some(administers))
  return (
    <Page heading="People" view={view} wide>
      {administrators.length > 1 ? null : (
        <InsetText>
          {administrators.length === 0 ? 'Nobody' : 'Only one person'} here may look after people and details. Ask for a
          second one, so that somebody can help when the first is away.
        </InsetText>
      )}
      {may.mayManage ? <Waiting asking={asking} wishes={wishes} toConfirm={toConfirm} /> : null}
      <Elsewhere {...may} />
      <Team people={people} />
      {requests.length === 0 ? null : <Requests requests={requests} />}
    </Page>
  )
}

function Waiting({ asking, wishes, toConfirm }: Pick<Props, 'asking' | 'wishes' | 'toConfirm'>) {
  return (
    <>
      {asking.length > 0 ? (
        <InsetText>
          <p>Asked for help with signing in:</p>
          <ul class="govuk-list govuk-list--bullet">
            {asking.map(({ person }) => (
              <li>
                <a class="govuk-link" href={`/provider/people/${person.membershipId}/help`}>
                  {person.name}
                </a>
              </li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      {wishes.length > 0 ? (
        <InsetText>
          <p>Asked for a permission:</p>
          <ul class="govuk-list govuk-list--bullet">
            {wishes.map(({ person, words }) => (
              <li>
                <a class="govuk-link" href={`/provider/people/${person.membershipId}`}>
                  {person.name}
                </a>
                , to be allowed to {words}
              </li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      {toConfirm > 0 ? (
        <InsetText>
          <a class="govuk-link" href="/provider/people/check">
            Say who still works here
          </a>
          : {toConfirm === 1 ? 'one person' : `${String(toConfirm)} people`} not confirmed for three months.
        </InsetText>
      ) : null}
    </>
  )
}

function Elsewhere({ mayManage, mayMakeKeys }: Pick<Props, 'mayManage' | 'mayMakeKeys'>) {
  return (
    <ul class="govuk-list">
      {mayManage ? (
        <li>
          <a class="govuk-link" href="/provider/people/requests/new">
            Ask for a new contact
          </a>
        </li>
      ) : null}
      <li>
        <a class="govuk-link" href="/provider/people/team.csv">
          Download the team as a spreadsheet (CSV)
        </a>
      </li>
      {mayMakeKeys ? (
        <li>
          <a class="govuk-link" href="/provider/api-keys">
            API keys for your own systems
          </a>
        </li>
      ) : null}
      <li>
        <a class="govuk-link" href="/provider/acting">
          When the council acted for you
        </a>
      </li>
      {mayManage ? (
        <li>
          <a class="govuk-link" href="/provider/people/joining">
            People who ask to join
          </a>
        </li>
      ) : null}
    </ul>
  )
}

function Team({ people }: Pick<Props, 'people'>) {
  return (
    <ResponsiveTable
      caption="People who can sign in for your organisation"
      columns={[{ heading: 'Name' }, { heading: 'May' }, { heading: 'Last signed in' }]}
      rows={people.map(({ person, grants, seen }) => [
        <>
          <a class="govuk-link" href={`/provider/people/${person.membershipId}`}>
            {person.name}
          </a>
          <br />
          <span class="govuk-!-text-break-word govuk-!-font-weight-regular">{person.email}</span>
          {person.jobTitle === '' ? null : (
            <>
              <br />
              <span class="govuk-!-font-weight-regular">{person.jobTitle}</span>
            </>
          )}
          {person.endsOn === null ? null : (
            <>
              <br />
              <span class="govuk-!-font-weight-regular">Last day {formatDay(addDays(person.endsOn, -1))}</span>
            </>
          )}
        </>,
        grants.length === 0 ? (
          'Nothing yet'
        ) : (
          <ul class="govuk-list">
            {grants.map((grant) => (
              <li>{grantSentence(grant)}</li>
            ))}
          </ul>
        ),
        seen,
      ])}
      empty="Nobody can sign in for your organisation yet. Ask the council to add people."
    />
  )
}

function Requests({ requests }: Pick<Props, 'requests'>) {
  return (
    <ResponsiveTable
      caption="Requests to the council"
      columns={[{ heading: 'About' }, { heading: 'Asked for' }, { heading: 'Begun or sent' }, { heading: 'State' }]}
      rows={requests.map((request) => [
        <a class="govuk-link" href={`/provider/people/requests/${request.id}`}>
          {`${request.givenName} ${request.familyName}`.trim()}
        </a>,
        request.kind === 'new' ? 'New contact' : 'Change of permissions or details',
        `${formatInstant(request.requestedAt)} by ${request.requesterName}`,
        <RequestTag status={request.status} />,
      ])}
    />
  )
}
