import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ServedRestricted } from '../../../store/restricted.ts'
import { KnownTag } from '../../shared/list.tsx'

interface RestrictedPeopleProps {
  readonly people: readonly ServedRestricted[]
  readonly known: ReadonlySet<string>
  readonly view: ViewContext
}

export function RestrictedPeoplePage({ people, known, view }: RestrictedPeopleProps) {
  return (
    <Page heading="Restricted people" view={view} wide>
      <p class="govuk-body">
        The council hides the names and details of some people whose safety depends on it. Packages, weeks, invoices and
        files say “Restricted person” and the reference; you record and claim for them as for everybody else.
      </p>
      <ResponsiveTable
        caption="In your care"
        empty="Nobody in your care is restricted."
        columns={[{ heading: 'Reference' }, { heading: 'Services' }, { heading: 'You' }]}
        rows={people.map(({ id, reference, services }) => [
          <a class="govuk-link" href={`/provider/restricted-people/${id}`}>
            {reference}
          </a>,
          services.join(', '),
          <KnownTag known={known.has(id)} />,
        ])}
      />
    </Page>
  )
}
