import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { organisationValues, serviceValues } from '../../../rules/current.ts'
import { ORGANISATION_FIELDS, type ServiceField } from '../../../rules/fields.ts'
import type { Change } from '../../../store/changes.ts'
import type { ContactRow, Organisation, Service } from '../../../store/organisation.ts'
import { ChangesTable } from '../../shared/changes-table.tsx'
import { ContactGaps } from '../../shared/contact-gaps.tsx'
import { Value } from '../../shared/value.tsx'
import { FIELD_WORDS, sectorWords } from '../../shared/words.ts'

interface OrganisationProps {
  readonly organisation: Organisation
  readonly contacts: readonly ContactRow[]
  readonly services: readonly Service[]
  readonly waiting: readonly Change[]
  readonly changes: readonly Change[]
  readonly next: string | undefined
  /** Whether the one who looks may do what the provider asks for on the provider's pages. */
  readonly mayAct: boolean
  readonly view: ViewContext
}

const SHOWN: readonly ServiceField[] = ['service-address', 'cqc-location-id', 'ods-code', 'opening-days', 'closure']

export function OrganisationPage(props: OrganisationProps) {
  const { organisation, contacts, services, waiting, changes, next, view } = props
  const values = organisationValues(organisation, contacts)
  return (
    <Page
      heading={organisation.tradingName}
      caption={`Supplier ${organisation.reference}${organisation.status === 'ended' ? ', ended' : ''}`}
      view={view}
      backLink={{ href: '/council/organisations', text: 'Organisations' }}
      wide
    >
      <ContactGaps contacts={contacts} />
      {props.mayAct && organisation.status === 'active' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/organisations/${organisation.id}/acting`}>
            Act for {organisation.tradingName}
          </a>{' '}
          when they asked you to do something for them
        </p>
      ) : null}
      {waiting.length === 0 ? null : (
        <ChangesTable caption="Under way" changes={waiting} empty="" hrefOf={changeHref} />
      )}
      <h2 class="govuk-heading-m">Details</h2>
      <SummaryList
        rows={[
          ...ORGANISATION_FIELDS.map((field) => ({
            key: FIELD_WORDS[field].label,
            value: { text: <Value field={field} value={values[field]} /> },
          })),
          bankRow(organisation),
        ]}
      />
      <ServicesTable services={services} />
      <ChangesTable
        caption="What was changed, newest first"
        changes={changes}
        empty="Nothing has been changed here yet."
        hrefOf={changeHref}
      />
      {next === undefined ? null : (
        <Pagination
          next={{ href: `/council/organisations/${organisation.id}?after=${next}`, labelText: 'Earlier changes' }}
        />
      )}
    </Page>
  )
}

function changeHref({ id }: { readonly id: string }): string {
  return `/council/organisation-changes/${id}`
}

function bankRow({ id, bankLastFour }: Organisation) {
  return {
    key: 'Bank account',
    value: bankLastFour === null ? 'None' : `Account ending in ${bankLastFour}`,
    actions: {
      items: [
        {
          href: `/council/organisations/${id}/bank-account`,
          text: 'See or change',
          visuallyHiddenText: 'bank account',
        },
      ],
    },
  }
}

function ServicesTable({ services }: Pick<OrganisationProps, 'services'>) {
  return (
    <ResponsiveTable
      caption="Services"
      empty="No service is known. Services come with a migration pack."
      columns={[
        { heading: 'Service' },
        { heading: 'Kind' },
        ...SHOWN.map((field) => ({ heading: FIELD_WORDS[field].label })),
      ]}
      rows={services.map((service) => [
        `${service.name} (${service.reference})`,
        sectorWords(service.sector),
        ...SHOWN.map((field) => <Value field={field} value={serviceValues(service)[field]} />),
      ])}
    />
  )
}
