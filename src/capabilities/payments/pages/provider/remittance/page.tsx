import type { LocalDate } from '../../../../../core/dates.ts'
import { formatPounds } from '../../../../../core/format.ts'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { AskLink } from '../../../../../platform/web/patterns/ask-link.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { groupLines, totalOf, type PersonGroup, type ServiceGroup } from '../../../rules/remittance-groups.ts'
import type { RemittanceLine, RemittanceName } from '../../../store/remittances.ts'
import { bridge, lineWords, paidWords, periodWords, type Shown } from '../../shared/remittance-words.ts'

/** More lines than these are read as a spreadsheet; a page of them would be slow to open. */
const MOST_SHOWN = 2_000

interface RemittanceProps {
  readonly shown: Shown
  readonly today: LocalDate
  readonly mayAsk: boolean
  readonly view: ViewContext
}

export function RemittancePage({ shown, today, mayAsk, view }: RemittanceProps) {
  const { remittance, totals, lines } = shown
  const services = groupLines(lines)
  const people = new Set(lines.map(({ personId }) => personId)).size
  return (
    <Page
      heading={`Remittance ${remittance.reference}`}
      view={view}
      backLink={{ href: '/provider/remittances', text: 'Remittances' }}
      wide
    >
      <SummaryList
        rows={[
          { key: 'State', value: paidWords(remittance.paidOn, today) },
          { key: 'Bank reference', value: remittance.reference },
          { key: 'Period', value: periodWords(remittance) },
          {
            key: 'Covers',
            value: `${count(lines.length, 'line', 'lines')} for ${count(people, 'person', 'people')} in ${count(services.length, 'service', 'services')}`,
          },
        ]}
      />
      <ResponsiveTable
        caption="How the lines become the payment"
        columns={[{ heading: 'Step' }, { heading: 'Amount', numeric: true }]}
        rows={
          totals === undefined
            ? [['Total for the services you see', formatPounds(totalOf(lines))]]
            : bridge(totals).map(({ name, amount }) => [name, amount])
        }
      />
      <Downloads id={remittance.id} />
      <ByService services={services} />
      {lines.length > MOST_SHOWN ? (
        <p class="govuk-body">This payment has more than 2,000 lines. Download the CSV to see every one of them.</p>
      ) : (
        services.map((service) => <ServiceLines service={service} remittance={remittance} mayAsk={mayAsk} />)
      )}
    </Page>
  )
}

function Downloads({ id }: { readonly id: string }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`/provider/remittances/${id}.csv`}>
        Download as CSV
      </a>
      <span> or </span>
      <a class="govuk-link" href={`/provider/remittances/${id}.pdf`}>
        Download as PDF
      </a>
      <span>. </span>
      <a class="govuk-link" href={`/provider/remittances/${id}/comparison`}>
        See why it differs from the payment before
      </a>
    </p>
  )
}

function ByService({ services }: { readonly services: readonly ServiceGroup<RemittanceLine>[] }) {
  return (
    <ResponsiveTable
      caption="Total by service and person"
      columns={[
        { heading: 'Service' },
        { heading: 'Person' },
        { heading: 'Lines', numeric: true },
        { heading: 'Amount', numeric: true },
      ]}
      rows={services.flatMap((service) =>
        service.people.map((person) => [
          service.name,
          person.name,
          String(person.lines.length),
          formatPounds(person.amount),
        ]),
      )}
      total={['Total', '', '', formatPounds(totalOf(services))]}
    />
  )
}

interface ServiceProps {
  readonly service: ServiceGroup<RemittanceLine>
  readonly remittance: RemittanceName
  readonly mayAsk: boolean
}

function ServiceLines({ service, remittance, mayAsk }: ServiceProps) {
  const invoiced = service.people.some(({ lines }) => lines.some(({ invoiceId }) => invoiceId !== null))
  return (
    <ResponsiveTable
      caption={`${service.name}, line by line`}
      classes="portal-dense"
      columns={[
        { heading: 'Person' },
        { heading: 'Days' },
        { heading: 'Quantity', numeric: true },
        { heading: 'Price', numeric: true },
        ...(invoiced ? [{ heading: 'Invoice', nowrap: true }] : []),
        { heading: 'Amount', numeric: true },
        ...(mayAsk ? [{ heading: 'Question' }] : []),
      ]}
      rows={service.people.flatMap((person) =>
        person.lines.map((line) => cells(person, line, { remittance, invoiced, mayAsk })),
      )}
      total={['Total', '', '', '', ...(invoiced ? [''] : []), formatPounds(service.amount), ...(mayAsk ? [''] : [])]}
    />
  )
}

type Beside = { readonly remittance: RemittanceName; readonly invoiced: boolean; readonly mayAsk: boolean }

function cells(person: PersonGroup<RemittanceLine>, line: RemittanceLine, { remittance, invoiced, mayAsk }: Beside) {
  const { days, quantity, price, amount, invoice } = lineWords(line, remittance)
  return [
    person.name,
    days,
    quantity,
    price,
    ...(invoiced ? [<InvoiceLink id={line.invoiceId} text={invoice} />] : []),
    <a class="govuk-link" href={`/provider/payments/lines/${line.id}`}>
      {amount}
      <span class="govuk-visually-hidden">
        : how it was worked out for {line.personName}, {days}
      </span>
    </a>,
    ...(mayAsk ? [<AskLink query={`line=${line.id}&from=${line.fromOn}`} about={`${person.name}, ${days}`} />] : []),
  ]
}

function InvoiceLink({ id, text }: { readonly id: string | null; readonly text: string }) {
  if (id === null) return null
  return (
    <a class="govuk-link" href={`/provider/invoices/${id}`}>
      {text}
    </a>
  )
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`
}
