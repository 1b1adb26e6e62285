import type { FastifyInstance } from 'fastify'
import { formatDay } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listWaitingContracts, type ContractProposal } from '../../../store/contract-proposals.ts'
import { listWaitingChanges, type PriceChange } from '../../../store/price-changes.ts'
import { listWaitingTerms, type WaitingTerms } from '../../../store/terms.ts'
import { listUplifts, type Uplift } from '../../../store/uplifts.ts'
import { listWaitingVisitChanges, type VisitPriceChange } from '../../../store/visit-prices.ts'
import { KIND_WORDS, priceText, PriceTabs } from '../../shared/words.tsx'

export function mountPriceChanges(app: FastifyInstance, web: Web): void {
  app.get('/price-changes', { config: { permission: 'prices.view' } }, async (request, reply) => {
    const [changes, visits, contracts, terms, uplifts] = await web.read(request, (tx) =>
      Promise.all([
        listWaitingChanges(tx),
        listWaitingVisitChanges(tx),
        listWaitingContracts(tx),
        listWaitingTerms(tx),
        listUplifts(tx),
      ]),
    )
    const waiting = uplifts.filter(({ status }) => status === 'submitted')
    return web.html(
      reply,
      <PriceChangesPage {...{ changes, visits, contracts, terms }} uplifts={waiting} view={web.view(request)} />,
    )
  })
}

interface PriceChangesProps {
  readonly changes: readonly PriceChange[]
  readonly visits: readonly VisitPriceChange[]
  readonly contracts: readonly ContractProposal[]
  readonly terms: readonly WaitingTerms[]
  readonly uplifts: readonly Pick<Uplift, 'id' | 'name' | 'submitterName'>[]
  readonly view: ViewContext
}

function PriceChangesPage({ changes, visits, contracts, terms, uplifts, view }: PriceChangesProps) {
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
      <WaitingTermsTable terms={terms} />
      <WaitingUplifts uplifts={uplifts} />
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

function WaitingTermsTable({ terms }: Pick<PriceChangesProps, 'terms'>) {
  return (
    <ResponsiveTable
      caption="Terms of contracts, the longest waiting first"
      empty="No terms wait."
      columns={[{ heading: 'Contract' }, { heading: 'Provider' }, { heading: 'From' }, { heading: 'Said by' }]}
      rows={terms.map((one) => [
        <a class="govuk-link" href={`/council/contracts/${one.contractId}`}>
          {one.contractNumber}
        </a>,
        one.providerName,
        formatDay(one.fromOn),
        one.proposerName,
      ])}
    />
  )
}

function WaitingUplifts({ uplifts }: Pick<PriceChangesProps, 'uplifts'>) {
  return (
    <ResponsiveTable
      caption="Uplifts"
      empty="No uplift waits."
      columns={[{ heading: 'Uplift' }, { heading: 'Sent by' }]}
      rows={uplifts.map(({ id, name, submitterName }) => [
        <a class="govuk-link" href={`/council/uplifts/${id}`}>
          {name}
        </a>,
        submitterName ?? '',
      ])}
    />
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
