import { SummaryList, type SummaryRow } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { organisationValues, serviceValues } from '../../../rules/current.ts'
import { ORGANISATION_FIELDS, type OrganisationField } from '../../../rules/fields.ts'
import type { Change } from '../../../store/changes.ts'
import type { ContactRow, Organisation, Service } from '../../../store/organisation.ts'
import { ChangesTable } from '../../shared/changes-table.tsx'
import { ContactGaps } from '../../shared/contact-gaps.tsx'
import { Value } from '../../shared/value.tsx'
import { FIELD_WORDS, inSentence, sectorWords } from '../../shared/words.ts'

interface OrganisationProps {
  readonly organisation: Organisation
  readonly contacts: readonly ContactRow[]
  readonly services: readonly Service[]
  readonly waiting: readonly Change[]
  readonly mayChange: boolean
  readonly councilName: string
  readonly view: ViewContext
}

export function OrganisationPage(props: OrganisationProps) {
  const { organisation, contacts, services, waiting, councilName, view } = props
  return (
    <Page heading={organisation.tradingName} caption="Your organisation" view={view} wide>
      <p class="govuk-body">
        What {councilName} knows about your organisation. It uses these details to reach you, to write your agreements
        and to pay you.
      </p>
      <ContactGaps contacts={contacts} />
      {waiting.length === 0 ? null : (
        <ChangesTable caption="Under way" changes={waiting} empty="" hrefOf={requestHref} />
      )}
      <h2 class="govuk-heading-m">Details</h2>
      <SummaryList
        rows={[...fixedRows(organisation), ...fieldRows(props, isDetail), bankRow(organisation, councilName)]}
      />
      <h2 class="govuk-heading-m">Who the council writes to</h2>
      <SummaryList rows={fieldRows(props, (field) => !isDetail(field))} />
      <ResponsiveTable
        caption="Services"
        empty="No service is known. Services come with your contracts: ask the council if one is missing."
        columns={[{ heading: 'Service' }, { heading: 'Kind' }, { heading: 'Open' }, { heading: 'Closure' }]}
        rows={services.map((service) => [
          <a class="govuk-link" href={`/provider/organisation/services/${service.id}`}>
            {service.name}
          </a>,
          sectorWords(service.sector),
          <Value field="opening-days" value={serviceValues(service)['opening-days']} />,
          <Value field="closure" value={serviceValues(service).closure} />,
        ])}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/provider/organisation/requests">
          Everything that was changed, by whom and when
        </a>
      </p>
    </Page>
  )
}

export function requestHref({ id }: { readonly id: string }): string {
  return `/provider/organisation/requests/${id}`
}

function isDetail(field: OrganisationField): boolean {
  return !field.startsWith('contact-')
}

function fixedRows({ reference }: Organisation): SummaryRow[] {
  return [{ key: 'Supplier number', value: reference }]
}

function fieldRows(props: OrganisationProps, belongs: (field: OrganisationField) => boolean): SummaryRow[] {
  const values = organisationValues(props.organisation, props.contacts)
  return ORGANISATION_FIELDS.filter(belongs).map((field) => ({
    key: FIELD_WORDS[field].label,
    value: { text: <Value field={field} value={values[field]} /> },
    ...actionsOf(props, field),
  }))
}

function actionsOf({ mayChange, waiting }: OrganisationProps, field: OrganisationField) {
  const request = waiting.find((change) => change.field === field && change.serviceId === null)
  if (request !== undefined)
    return {
      actions: { items: [{ href: requestHref(request), text: 'Under way', visuallyHiddenText: inSentence(field) }] },
    }
  if (!mayChange) return {}
  const href = `/provider/organisation/changes/${field}`
  return { actions: { items: [{ href, text: 'Change', visuallyHiddenText: inSentence(field) }] } }
}

function bankRow({ bankLastFour }: Organisation, councilName: string): SummaryRow {
  const known = bankLastFour === null ? 'Not shown here' : `Account ending in ${bankLastFour}`
  return {
    key: 'Bank account',
    value: {
      text: (
        <>
          {known}. To change it, telephone {councilName}: it is never changed on the word of an email.
        </>
      ),
    },
  }
}
