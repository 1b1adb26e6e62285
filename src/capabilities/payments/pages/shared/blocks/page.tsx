import { perUnit } from '../../../../../core/care-units.ts'
import { quantityText } from '../../../../../core/decimal.ts'
import { formatDay, formatPounds, formatRate } from '../../../../../core/format.ts'
import { pence, quantity, sumPence } from '../../../../../core/money.ts'
import { BarChart } from '../../../../../platform/web/charts/bar-chart.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { BlockPeriod } from '../../../rules/block-period.ts'
import type { Block, BlockLines } from '../../../store/blocks.ts'

interface BlocksProps {
  readonly base: string
  readonly blocks: readonly Block[]
  readonly view: ViewContext
}

export function BlocksPage({ base, blocks, view }: BlocksProps) {
  return (
    <Page heading="Block contracts" view={view} wide>
      <p class="govuk-body">
        A block is bought in advance, a fixed amount each week. What is bought and not used is due as a top-up.
      </p>
      <ResponsiveTable
        caption="Blocks, by contract number"
        empty="No contract buys a block in advance."
        columns={[
          { heading: 'Contract' },
          { heading: 'Provider' },
          { heading: 'Bought a week' },
          { heading: 'Price of one', numeric: true },
        ]}
        rows={blocks.map((block) => [
          <a class="govuk-link" href={`${base}/${block.contractId}`}>
            {block.number}, {block.title}
          </a>,
          block.providerName,
          weeklyText(block),
          formatRate(block.price),
        ])}
      />
      {blocks.length === 0 ? null : <TableDownloads href={base} what="this list" />}
    </Page>
  )
}

interface BlockProps {
  readonly base: string
  readonly block: Block
  readonly periods: readonly BlockPeriod[]
  readonly lines: readonly BlockLines[]
  readonly view: ViewContext
}
const BARS = 8

export function BlockPage({ base, block, periods, lines, view }: BlockProps) {
  return (
    <Page
      heading={`Block ${block.number}`}
      caption={`${block.title}, ${block.providerName}`}
      backLink={{ href: base, text: 'Block contracts' }}
      view={view}
      wide
    >
      <BlockFacts block={block} />
      <UseChart block={block} periods={periods} />
      <ResponsiveTable
        caption="By period, the newest first"
        empty="No period of the block has begun yet."
        columns={[
          { heading: 'Period' },
          { heading: 'Bought', numeric: true },
          { heading: 'Used', numeric: true },
          { heading: 'Missed', numeric: true },
          { heading: 'Not used', numeric: true },
          { heading: 'Top-up due', numeric: true },
          { heading: 'Priced', numeric: true },
          { heading: 'Of it paid', numeric: true },
        ]}
        rows={periods.map((one) => [
          one.periodName,
          quantityText(one.bought),
          quantityText(one.used),
          quantityText(one.missed),
          quantityText(one.empty),
          formatPounds(one.topUp),
          pricedText(lines, one),
          formatPounds(lineOf(lines, one)?.paidPence ?? pence(0n)),
        ])}
      />
      {periods.length === 0 ? null : <TableDownloads href={`${base}/${block.contractId}`} what="these periods" />}
      <p class="govuk-body">
        The top-ups are {formatPounds(sumPence(periods.map(({ topUp }) => topUp)))} together, and{' '}
        {formatPounds(sumPence(lines.map(({ paidPence }) => paidPence)))} of the care was paid: the sum of the payment
        lines of these periods in payments that are released. Priced is all of a period, also where the block began
        within it. Used is what is confirmed so far, as the contract pays it: a period that is under way, or not wholly
        confirmed, shows more that is not used than there will be.
      </p>
    </Page>
  )
}

function lineOf(lines: readonly BlockLines[], { periodId }: BlockPeriod): BlockLines | undefined {
  return lines.find((one) => one.periodId === periodId)
}

/** '48 for £1,032.00': as the payment lines say, which may lag behind what is confirmed. */
function pricedText(lines: readonly BlockLines[], period: BlockPeriod): string {
  const line = lineOf(lines, period)
  return line === undefined ? 'Nothing yet' : `${quantityText(line.quantity)} for ${formatPounds(line.pence)}`
}

function UseChart({ block, periods }: Pick<BlockProps, 'block' | 'periods'>) {
  const recent = periods.slice(0, BARS).toReversed()
  if (recent.length === 0) return null
  return (
    <BarChart
      id="use"
      title={`Used and not used of what was bought, in ${block.unit}s`}
      legend={['Used', 'Not used']}
      tickText={(value) => value.toLocaleString('en-GB')}
      bars={recent.map((one) => ({
        id: one.periodId,
        label: formatDay(one.startsOn).replace(/ \d{4}$/u, ''),
        height: Number(one.used) / 30_000,
        text: `${one.periodName}: ${quantityText(one.used)} used`,
        beside: { height: Number(one.empty) / 30_000, text: `${one.periodName}: ${quantityText(one.empty)} not used` },
      }))}
    />
  )
}

function BlockFacts({ block }: Pick<BlockProps, 'block'>) {
  return (
    <SummaryList
      rows={[
        { key: 'Bought', value: `${weeklyText(block)}, from ${formatDay(block.from)}` },
        { key: 'Price of one', value: `${formatRate(block.price)} ${perUnit(block.unit)}` },
        {
          key: 'Missed by the provider',
          value: block.missedCounts ? 'Counts as used: the top-up does not pay for it' : 'Does not count as used',
        },
      ]}
    />
  )
}

/** '100 hours a week', '70 nights a week, 10 beds' */
function weeklyText({ weekly, unit }: Pick<Block, 'weekly' | 'unit'>): string {
  const beds = unit === 'night' && weekly % 7n === 0n ? `, ${quantityText(quantity(weekly / 7n))} beds` : ''
  return `${quantityText(weekly)} ${unit}s a week${beds}`
}
