import type { FastifyInstance } from 'fastify'
import { formatDay } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listWaitingContracts, type ContractProposal } from '../../../store/contract-proposals.ts'
import { listWaitingChanges, type PriceChange } from '../../../store/price-changes.ts'
import { listWaitingVisitChanges, type VisitPriceChange } from '../../../store/visit-prices.ts'
import { KIND_WORDS, priceText, PriceTabs } from '../../shared/words.tsx'

export function mountPriceChanges(app: FastifyInstance, web: Web): void {
  app.get('/price-changes', { config: { permission: 'prices.view' } }, async (request, reply) => {
    const [changes, visits, contracts] = await web.read(request, (tx) =>
      Promise.all([listWaitingChanges(tx), listWaitingVisitChanges(tx), listWaitingContracts(tx)]),
    )
    return web.html(reply, <PriceChangesPage {...{ changes, visits, contracts }} view={web.view(request)} />)
  })
}

interface PriceChangesProps {
  readonly changes: readonly PriceChange[]
  readonly visits: readonly VisitPriceChange[]
  readonly contracts: readonly ContractProposal[]
  readonly view: ViewContext
}

function PriceChangesPage({ changes, visits, contracts, view }: PriceChangesProps) {
  return (
    <Page heading="Prices and contracts that wait for a second person" view={view} wide>
      <PriceTabs active="changes" />
      <ResponsiveTable
        caption="Prices, the longest waiting first"
        empty="Nothing waits. A price that somebody says in the price book comes here until another person decides."
        columns={[
          { heading: 'Price of' },
          { heading: 'Provider' },
          { heading: 'From' },
          { heading: 'Price before', numeric: true },
          { heading: 'New price', numeric: true },
          { heading: 'Said by' },
        ]}
        rows={changes.map((change) => [
          <a class="govuk-link" href={`/council/prices/${change.rateLineId}`}>
            {change.serviceLevel}, {change.lineReference}
          </a>,
          `${change.providerName}, contract ${change.contractNumber}`,
          formatDay(change.fromOn),
          priceText(change.oldPrice, change.unit),
          priceText(change.price, change.unit),
          change.proposerName,
        ])}
      />
      {changes.length === 0 ? null : <TableDownloads href="/council/price-changes" what="the prices that wait" />}
      <WaitingVisits visits={visits} />
      <ResponsiveTable
        caption="Contracts, the longest waiting first"
        empty="No contract waits."
        columns={[
          { heading: 'Contract' },
          { heading: 'Provider' },
          { heading: 'Kind' },
          { heading: 'From' },
          { heading: 'Said by' },
        ]}
        rows={contracts.map((one) => [
          <a class="govuk-link" href={`/council/contract-proposals/${one.id}`}>
            {one.number}, {one.title}
          </a>,
          one.providerName,
          KIND_WORDS[one.kind],
          formatDay(one.startsOn),
          one.proposerName,
        ])}
      />
    </Page>
  )
}

function WaitingVisits({ visits }: Pick<PriceChangesProps, 'visits'>) {
  return (
    <ResponsiveTable
      caption="Prices of visits, the longest waiting first"
      empty="No prices of visits wait."
      columns={[
        { heading: 'Prices of' },
        { heading: 'Provider' },
        { heading: 'From' },
        { heading: 'What' },
        { heading: 'Said by' },
      ]}
      rows={visits.map((change) => [
        <a class="govuk-link" href={`/council/prices/${change.rateLineId}/visits`}>
          {change.serviceLevel}, {change.lineReference}
        </a>,
        `${change.providerName}, contract ${change.contractNumber}`,
        formatDay(change.fromOn),
        change.prices === null ? 'They end' : 'Other prices',
        change.proposerName,
      ])}
    />
  )
}
