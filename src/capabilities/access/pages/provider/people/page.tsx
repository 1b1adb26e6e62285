import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import type { Colleague, ColleagueGrant } from '../../../store/colleagues.ts'

type Props = {
  readonly view: ViewContext
  readonly people: readonly {
    readonly person: Colleague
    readonly grants: readonly ColleagueGrant[]
    readonly seen: string
  }[]
}

export function ColleaguesPage({ view, people }: Props) {
  const administrators = people.filter(({ grants }) => grants.some(manages))
  return (
    <Page heading="People" view={view} wide>
      {administrators.length > 1 ? null : (
        <InsetText>
          {administrators.length === 0 ? 'Nobody' : 'Only one person'} here may look after people and details. Ask the
          council for a second one, so that somebody can help when the first is away.
        </InsetText>
      )}
      <ResponsiveTable
        caption="People who can sign in for your organisation"
        columns={[{ heading: 'Name' }, { heading: 'May' }, { heading: 'Last signed in' }]}
        rows={people.map(({ person, grants, seen }) => [
          <>
            {person.name}
            <br />
            {person.email}
            {person.jobTitle === '' ? null : (
              <>
                <br />
                {person.jobTitle}
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
      <p class="govuk-body">To add somebody, change what a person may do or tell of a leaver, ask the council.</p>
    </Page>
  )
}

function manages({ role, mode }: ColleagueGrant): boolean {
  return mode === 'edit' && (role === 'admin' || role === 'full' || role === 'main')
}
