import { formatPounds, formatShortDay } from '../../../../core/format.ts'
import type { Pence } from '../../../../core/money.ts'
import { BarChart } from '../../../../platform/web/charts/bar-chart.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { pricedByStart } from '../../rules/person-figures.ts'
import type { LineOf } from '../../store/around-person.ts'

/** Bars are a dozen weeks at most, and no bar says less than nothing: what was taken back stands in the table. */
const BARS = 13

/** What was priced, week by week or period by period: drawn, and beneath it the figures. */
export function Priced({ lines }: { readonly lines: readonly LineOf[] }) {
  const priced = pricedByStart(lines).slice(-BARS)
  if (priced.length < 2) return null
  return (
    <>
      <BarChart
        id="priced"
        title="Priced, by the first day of the week or period"
        tickText={(value) => `£${value.toLocaleString('en-GB')}`}
        bars={priced.map(({ from, amount }) => ({
          id: from,
          label: formatShortDay(from).replace(/ \d{4}$/u, ''),
          height: heightOf(amount),
          text: `From ${formatShortDay(from)}: ${formatPounds(amount)}`,
        }))}
      />
      <ResponsiveTable
        caption="Priced, by the first day of the week or period"
        captionHidden
        columns={[
          { heading: 'From', nowrap: true },
          { heading: 'Amount', numeric: true },
        ]}
        rows={priced.map(({ from, amount }) => [formatShortDay(from), formatPounds(amount)])}
      />
    </>
  )
}

function heightOf(amount: Pence): number {
  return Math.max(0, Number(amount) / 100)
}
