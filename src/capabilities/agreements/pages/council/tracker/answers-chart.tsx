import { formatMonth } from '../../../../../core/format.ts'
import { BarChart } from '../../../../../platform/web/charts/bar-chart.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { AnsweredMonth } from '../../../store/answered-months.ts'

/** How much is agreed and how much comes back, month by month, with the figures beneath. */
export function AnswersChart({ months }: { readonly months: readonly AnsweredMonth[] }) {
  if (months.every(({ agreed, rejected }) => agreed + rejected === 0)) return null
  return (
    <>
      <BarChart
        id="answers"
        title="Agreed and rejected, month by month"
        legend={['Agreed', 'Rejected']}
        bars={months.map(({ month, agreed, rejected }) => ({
          id: month,
          label: formatMonth(month).slice(0, 3),
          height: agreed,
          text: `${formatMonth(month)}: ${String(agreed)} agreed`,
          beside: { height: rejected, text: `${formatMonth(month)}: ${String(rejected)} rejected` },
        }))}
        tickText={(value) => value.toLocaleString('en-GB')}
      />
      <ResponsiveTable
        caption="Agreed and rejected, month by month"
        captionHidden
        columns={[{ heading: 'Month' }, { heading: 'Agreed', numeric: true }, { heading: 'Rejected', numeric: true }]}
        rows={months.map(({ month, agreed, rejected }) => [formatMonth(month), String(agreed), String(rejected)])}
      />
    </>
  )
}
