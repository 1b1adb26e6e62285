import type { LocalDate } from '../../../../core/dates.ts'
import { penceText } from '../../../../core/decimal.ts'
import { formatDay, formatMonth, formatPounds } from '../../../../core/format.ts'
import { pence, type Pence } from '../../../../core/money.ts'
import { BarChart } from '../../../../platform/web/charts/bar-chart.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../platform/web/govuk/pagination.tsx'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../platform/web/patterns/table-downloads.tsx'
import type { TableFile } from '../../../../platform/web/table-file.ts'
import type { ViewContext } from '../../../../platform/web/view-context.ts'
import { leftOf, standingOfOrder } from '../../rules/purchase-order.ts'
import type { OrderMonth, PurchaseOrder } from '../../store/purchase-orders.ts'

interface OrdersProps {
  readonly base: string
  readonly orders: readonly PurchaseOrder[]
  readonly words: string
  readonly nextHref: string | undefined
  readonly today: LocalDate
  readonly view: ViewContext
}

/** The same list on both faces. */
export function OrdersPage({ base, orders, words, nextHref, today, view }: OrdersProps) {
  return (
    <Page heading="Purchase orders" view={view} wide>
      <p class="govuk-body">
        What is ordered in money, for a package or for a whole contract, and how much of it payments have used. Care
        that is bought in advance is among the{' '}
        <a class="govuk-link" href={base.replace('purchase-orders', 'blocks')}>
          block contracts
        </a>
        .
      </p>
      <form method="get" action={base} role="search">
        <Input
          name="q"
          label="Find by order, package or contract number"
          value={words}
          type="search"
          classes="govuk-input--width-20"
        />
        <Button classes="govuk-button--secondary">Find</Button>
      </form>
      <ResponsiveTable
        caption="By number"
        empty={
          words === ''
            ? 'There is no purchase order here. They come with a migration pack, in purchase-orders.csv; one for a whole contract is shown to whoever sees all services of the contract.'
            : `Nothing is found for ‘${words}’. Try fewer characters of the number.`
        }
        columns={[
          { heading: 'Order' },
          { heading: 'For' },
          { heading: 'Until' },
          { heading: 'Ordered', numeric: true },
          { heading: 'Used', numeric: true },
          { heading: 'Left', numeric: true },
          { heading: 'At this pace' },
        ]}
        rows={orders.map((order) => [
          <a class="govuk-link" href={`${base}/${order.id}`}>
            {order.number}
          </a>,
          `${order.providerName}, ${forText(order)}`,
          formatDay(order.endsOn),
          formatPounds(order.ordered),
          formatPounds(order.used),
          formatPounds(leftOf(order)),
          standingText(order, today),
        ])}
      />
      <TableDownloads href={base} query={{ q: words }} what="these" />
      {nextHref === undefined ? null : <Pagination next={{ href: nextHref, labelText: 'More orders' }} />}
    </Page>
  )
}

function forText({ packageReference, contractNumber }: PurchaseOrder): string {
  return packageReference === null ? `contract ${contractNumber}` : `package ${packageReference}`
}

function standingText(order: PurchaseOrder, today: LocalDate): string {
  const standing = standingOfOrder(order, today)
  switch (standing.code) {
    case 'unused':
      return 'Nothing is used yet'
    case 'lasts':
      return 'Lasts to its end'
    case 'used-up':
      return 'Used up'
    case 'runs-out':
      return `Runs out on ${formatDay(standing.on)}`
    case 'ran-out':
      return `Covers care to ${formatDay(standing.on)} only: later care is not covered`
  }
}

interface OrderProps {
  readonly base: string
  readonly packages: string
  readonly order: PurchaseOrder
  readonly months: readonly OrderMonth[]
  readonly today: LocalDate
  readonly view: ViewContext
}

/** One order, which prints as it stands. */
export function OrderPage({ base, packages, order, months, today, view }: OrderProps) {
  return (
    <Page
      heading={`Purchase order ${order.number}`}
      caption={order.providerName}
      backLink={{ href: base, text: 'Purchase orders' }}
      view={view}
    >
      <SummaryList
        rows={[
          { key: 'For', value: forText(order) },
          { key: 'From', value: formatDay(order.startsOn) },
          { key: 'Last day', value: formatDay(order.endsOn) },
          { key: 'Ordered', value: formatPounds(order.ordered) },
          { key: 'Used', value: formatPounds(order.used) },
          { key: 'Left', value: formatPounds(leftOf(order)) },
          { key: 'At this pace', value: standingText(order, today) },
        ]}
      />
      {months.length === 0 ? null : (
        <BarChart
          id="used"
          title="Used by month"
          tickText={(value) => `£${value.toLocaleString('en-GB')}`}
          bars={months.slice(-12).map(({ month, amount }) => ({
            id: month,
            label: formatMonth(month).slice(0, 3),
            height: Math.max(0, Number(amount) / 100),
            text: `${formatMonth(month)}: ${formatPounds(amount)}`,
          }))}
        />
      )}
      <ResponsiveTable
        caption="Used, by the month in which the care began"
        empty="No payment has used this order yet."
        columns={[
          { heading: 'Month' },
          { heading: 'Payment lines', numeric: true },
          { heading: 'Amount', numeric: true },
        ]}
        rows={months.map(({ month, lines, amount }) => [
          formatMonth(month),
          String(lines),
          formatPounds(pence(amount)),
        ])}
      />
      {order.packageId === null ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${packages}/${order.packageId}`}>
            Package {order.packageReference}
          </a>
        </p>
      )}
      <p class="govuk-body">Use your browser to print this page.</p>
    </Page>
  )
}

/** The list as a file. */
export function ordersFile(stretches: AsyncIterable<readonly PurchaseOrder[]>, today: LocalDate): TableFile {
  return {
    ...{ name: 'purchase-orders', title: 'Purchase orders' },
    columns: [
      { heading: 'Order', width: 16 },
      { heading: 'Provider', width: 24 },
      { heading: 'Contract', width: 16 },
      { heading: 'Package', width: 14 },
      { heading: 'From', width: 12 },
      { heading: 'Last day', width: 12 },
      { heading: 'Ordered', width: 12 },
      { heading: 'Used', width: 12 },
      { heading: 'Left', width: 12 },
      { heading: 'At this pace', width: 40 },
    ],
    rows: orderRows(stretches, today),
  }
}

async function* orderRows(stretches: AsyncIterable<readonly PurchaseOrder[]>, today: LocalDate) {
  const money = (amount: Pence) => ({ number: penceText(amount) })
  for await (const orders of stretches)
    yield orders.map((order) => [
      ...[order.number, order.providerName, order.contractNumber, order.packageReference],
      ...[{ day: order.startsOn }, { day: order.endsOn }],
      ...[money(order.ordered), money(order.used), money(leftOf(order)), standingText(order, today)],
    ])
}
