import { formatDay } from '../../../../../core/format.ts'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ContractPeriod, ContractWeek } from '../../../store/contract-figures.ts'
import type { OwnPrice } from '../../../store/own-contracts.ts'
import type { Contract } from '../../../store/price-book.ts'
import type { TermsByDate } from '../../../store/terms.ts'
import type { OwnVisitPrices } from '../../../store/visit-prices.ts'
import { ContractCharts } from '../../shared/contract-charts.tsx'
import { TermsTable } from '../../shared/terms-table.tsx'
import { VisitPriceList } from '../../shared/visit-price-list.tsx'
import { DAYS_WORDS, KIND_WORDS, priceText } from '../../shared/words.tsx'

interface OwnContractProps {
  readonly contract: Contract
  readonly terms: readonly TermsByDate[]
  readonly prices: readonly OwnPrice[]
  readonly visitPrices: readonly OwnVisitPrices[]
  /** None for whoever may not see what was recorded. */
  readonly weeks: readonly ContractWeek[]
  readonly periods: readonly ContractPeriod[]
  readonly view: ViewContext
}

export function OwnContractPage(props: OwnContractProps) {
  const { contract, terms, prices, visitPrices, weeks, periods, view } = props
  return (
    <Page
      heading={`Contract ${contract.number}`}
      caption={contract.title}
      backLink={{ href: '/provider/contracts', text: 'Contracts' }}
      view={view}
      wide
    >
      <SummaryList
        rows={[
          { key: 'Kind', value: KIND_WORDS[contract.kind] },
          { key: 'Payment calendar', value: contract.calendar },
          { key: 'Starts', value: formatDay(contract.startsOn) },
          { key: 'Last day', value: contract.endsOn === null ? 'No end is set' : formatDay(contract.endsOn) },
        ]}
      />
      {contract.kind === 'block' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/blocks/${contract.id}`}>
            What was bought in advance, used and not used
          </a>
        </p>
      ) : null}
      <TermsTable terms={terms} />
      <Prices contract={contract} prices={prices} />
      <VisitPrices visitPrices={visitPrices} />
      <ContractCharts weeks={weeks} periods={periods} />
    </Page>
  )
}

function VisitPrices({ visitPrices }: Pick<OwnContractProps, 'visitPrices'>) {
  if (visitPrices.length === 0) return null
  return (
    <ResponsiveTable
      caption="How visits are paid"
      columns={[
        { heading: 'Price of' },
        { heading: 'From' },
        { heading: 'Before' },
        { heading: 'Beside the hourly price' },
      ]}
      rows={visitPrices.map(({ title, from, until, ...said }) => [
        title,
        formatDay(from),
        until === null ? 'No end is set' : formatDay(until),
        <VisitPriceList prices={said} />,
      ])}
    />
  )
}

function Prices({ contract, prices }: Pick<OwnContractProps, 'contract' | 'prices'>) {
  return (
    <>
      <ResponsiveTable
        caption="Prices by date"
        empty="None of the prices of this contract is for a service that you look after."
        columns={[
          { heading: 'Price of' },
          { heading: 'Days' },
          { heading: 'From' },
          { heading: 'Price', numeric: true },
          { heading: 'Why' },
        ]}
        rows={prices.map((one) => [
          `${one.serviceLevel}${one.band === '' ? '' : `, ${one.band}`}, ${one.reference}`,
          DAYS_WORDS[one.days],
          formatDay(one.from),
          priceText(one.price, one.unit),
          one.upliftId === null ? (
            'Agreed with the council'
          ) : (
            <a class="govuk-link" href={`/provider/price-changes/${one.upliftId}`}>
              {one.upliftName}
            </a>
          ),
        ])}
      />
      {prices.length === 0 ? null : (
        <TableDownloads href={`/provider/contracts/${contract.id}/prices`} what="these prices" />
      )}
    </>
  )
}
