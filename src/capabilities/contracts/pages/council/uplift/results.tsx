import { formatDay, formatPounds, formatRate } from '../../../../../core/format.ts'
import { sumPence } from '../../../../../core/money.ts'
import { BarChart } from '../../../../../platform/web/charts/bar-chart.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { UpliftBlock } from '../../../store/raise-blocks.ts'
import type { OutcomeTotal, ProviderTotal, Uplift, UpliftLine } from '../../../store/uplifts.ts'
import { moreText, OUTCOME_WORDS } from '../../shared/uplift-words.ts'
import { UpliftBlocks } from '../../shared/uplift-blocks.tsx'
import { priceText } from '../../shared/words.tsx'

interface ResultsProps {
  readonly uplift: Uplift
  readonly outcomes: readonly OutcomeTotal[]
  readonly providers: readonly ProviderTotal[]
  readonly lines: readonly UpliftLine[]
  readonly blocks: readonly UpliftBlock[]
}
const BARS = 8

/** What the year before would have cost more: in all, by provider, line by line. */
export function Results({ uplift, outcomes, providers, lines, blocks }: ResultsProps) {
  const extra = sumPence(outcomes.map(({ extraPence }) => extraPence))
  const last = sumPence(outcomes.map(({ lastYearPence }) => lastYearPence))
  return (
    <>
      <h2 class="govuk-heading-l">What it comes to</h2>
      <p class="govuk-body">
        Simulated {uplift.simulatedAt === null ? '' : `on ${formatInstant(uplift.simulatedAt)} `}on the 52 weeks before.
        What was paid for then cost {formatPounds(last)} at the prices before the uplift and would have cost{' '}
        <strong>{moreText(extra)}</strong>.
      </p>
      <ResponsiveTable
        caption="Prices, by what happens to them"
        columns={[
          { heading: 'Prices that' },
          { heading: 'Prices', numeric: true },
          { heading: 'Packages', numeric: true },
          { heading: 'Last year', numeric: true },
          { heading: 'More', numeric: true },
        ]}
        empty="The price book is empty."
        rows={outcomes.map((one) => [
          OUTCOME_WORDS[one.outcome],
          String(one.lines),
          String(one.packages),
          formatPounds(one.lastYearPence),
          formatPounds(one.extraPence),
        ])}
      />
      <Providers providers={providers} />
      <Lines lines={lines} />
      <UpliftBlocks blocks={blocks} limits />
      {lines.length + blocks.length === 0 ? null : (
        <TableDownloads href={`/council/uplifts/${uplift.id}/lines`} what="every price that changes" />
      )}
    </>
  )
}

function Providers({ providers }: Pick<ResultsProps, 'providers'>) {
  return (
    <>
      {providers.length === 0 ? null : (
        <BarChart
          id="by-provider"
          title="More in a year, by provider"
          tickText={(value) => `£${value.toLocaleString('en-GB')}`}
          bars={providers.slice(0, BARS).map(({ providerId, name, extraPence }) => ({
            id: providerId,
            label: name.length > 11 ? `${name.slice(0, 10)}…` : name,
            height: Math.max(0, Number(extraPence) / 100),
            text: `${name}: ${moreText(extraPence)}`,
          }))}
        />
      )}
      <ResponsiveTable
        caption="By provider, the dearest first"
        empty="No provider’s price would change."
        columns={[
          { heading: 'Provider' },
          { heading: 'Prices', numeric: true },
          { heading: 'Packages', numeric: true },
          { heading: 'Last year', numeric: true },
          { heading: 'More', numeric: true },
        ]}
        rows={providers.map((one) => [
          one.name,
          String(one.lines),
          String(one.packages),
          formatPounds(one.lastYearPence),
          formatPounds(one.extraPence),
        ])}
      />
    </>
  )
}

function Lines({ lines }: Pick<ResultsProps, 'lines'>) {
  return (
    <ResponsiveTable
      caption="Prices that change: those beyond the limit first, then the dearest"
      empty="No price would change."
      columns={[
        { heading: 'Price of' },
        { heading: 'Provider' },
        { heading: 'From' },
        { heading: 'Before', numeric: true },
        { heading: 'After', numeric: true },
        { heading: 'More', numeric: true },
        { heading: 'Limit' },
      ]}
      rows={lines.map((line) => [
        <a class="govuk-link" href={`/council/prices/${line.rateLineId}`}>
          {line.serviceLevel}, {line.reference}
          {line.hasVisits ? ', and its prices of visits in proportion' : ''}
        </a>,
        `${line.providerName}, contract ${line.contractNumber}`,
        formatDay(line.fromOn),
        formatRate(line.oldPrice),
        priceText(line.newPrice, line.unit),
        formatPounds(line.extraPence),
        line.isOutlier ? <Tag colour="red">Beyond</Tag> : 'Within',
      ])}
    />
  )
}
