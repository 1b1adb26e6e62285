import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Organisation } from '../../../store/organisation.ts'
import { OrganisationTabs } from '../../shared/organisation-tabs.tsx'

interface OrganisationsProps {
  readonly organisations: readonly Organisation[]
  readonly words: string
  readonly waiting: number
  readonly nextHref: string | undefined
  readonly view: ViewContext
}

export function OrganisationsPage({ organisations, words, waiting, nextHref, view }: OrganisationsProps) {
  return (
    <Page heading="Organisations" view={view} wide>
      <OrganisationTabs active="organisations" waiting={waiting} />
      <form method="get" action="/council/organisations" role="search">
        <Input
          name="q"
          label="Find by name or supplier number"
          value={words}
          type="search"
          classes="govuk-input--width-20"
        />
        <Button classes="govuk-button--secondary">Find</Button>
      </form>
      <ResponsiveTable
        caption={words === '' ? 'All, by trading name' : `Found for ‘${words}’`}
        empty={
          words === ''
            ? 'No organisation is known yet. Organisations come with a migration pack.'
            : `Nothing is found for ‘${words}’. Try fewer letters of the name, or the supplier number.`
        }
        columns={[
          { heading: 'Organisation' },
          { heading: 'Legal name' },
          { heading: 'Supplier number' },
          { heading: 'State' },
        ]}
        rows={organisations.map(({ id, tradingName, legalName, reference, status }) => [
          <a class="govuk-link" href={`/council/organisations/${id}`}>
            {tradingName}
          </a>,
          legalName,
          reference,
          <Tag colour={status === 'active' ? 'green' : 'grey'}>{status === 'active' ? 'Active' : 'Ended'}</Tag>,
        ])}
      />
      {nextHref === undefined ? null : <Pagination next={{ href: nextHref, labelText: 'More organisations' }} />}
    </Page>
  )
}
