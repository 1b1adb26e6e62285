import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { serviceValues } from '../../../rules/current.ts'
import { SERVICE_FIELDS, type ServiceField } from '../../../rules/fields.ts'
import type { Change } from '../../../store/changes.ts'
import type { Service } from '../../../store/organisation.ts'
import { Value } from '../../shared/value.tsx'
import { FIELD_WORDS, inSentence, sectorWords } from '../../shared/words.ts'

interface ServiceProps {
  readonly service: Service
  readonly waiting: readonly Change[]
  readonly mayChange: boolean
  readonly view: ViewContext
}

export function ServicePage(props: ServiceProps) {
  const { service, view } = props
  const values = serviceValues(service)
  return (
    <Page
      heading={service.name}
      caption={sectorWords(service.sector)}
      view={view}
      backLink={{ href: '/provider/organisation', text: 'Organisation' }}
    >
      <SummaryList
        rows={[
          { key: 'Reference', value: service.reference },
          ...SERVICE_FIELDS.map((field) => ({
            key: FIELD_WORDS[field].label,
            value: { text: <Value field={field} value={values[field]} /> },
            ...actionsOf(props, field),
          })),
        ]}
      />
    </Page>
  )
}

function actionsOf({ service, waiting, mayChange }: ServiceProps, field: ServiceField) {
  const request = waiting.find((change) => change.field === field && change.serviceId === service.id)
  const visuallyHiddenText = inSentence(field)
  if (request !== undefined) {
    const href = `/provider/organisation/requests/${request.id}`
    return { actions: { items: [{ href, text: 'Under way', visuallyHiddenText }] } }
  }
  if (!mayChange) return {}
  const href = `/provider/organisation/services/${service.id}/changes/${field}`
  return { actions: { items: [{ href, text: 'Change', visuallyHiddenText }] } }
}
