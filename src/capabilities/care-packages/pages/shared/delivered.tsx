import { unitsText, type CareUnit } from '../../../../core/care-units.ts'
import { formatQuantity, formatShortDay } from '../../../../core/format.ts'
import { PARTS_PER_UNIT, type Quantity } from '../../../../core/money.ts'
import { BarChart } from '../../../../platform/web/charts/bar-chart.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { DeliveredWeek } from '../../store/delivered.ts'

interface DeliveredProps {
  readonly weeks: readonly DeliveredWeek[]
  readonly unit: CareUnit
}

/** Planned against delivered, week by week: drawn, and beneath it the figures. */
export function Delivered({ weeks, unit }: DeliveredProps) {
  if (weeks.length === 0) return null
  return (
    <>
      <BarChart
        id={`delivered-${unit}`}
        title={`Planned and delivered ${unit}s, week by week`}
        legend={['Planned', 'Delivered']}
        bars={weeks.map(({ weekStart, planned, delivered }) => ({
          id: weekStart,
          label: formatShortDay(weekStart).replace(/ \d{4}$/, ''),
          height: heightOf(planned),
          text: `Week from ${formatShortDay(weekStart)}: ${unitsText(planned, unit)} planned`,
          beside: {
            height: heightOf(delivered),
            text: `Week from ${formatShortDay(weekStart)}: ${unitsText(delivered, unit)} delivered`,
          },
        }))}
        tickText={(value) => value.toLocaleString('en-GB')}
      />
      <ResponsiveTable
        caption={`Planned and delivered ${unit}s of the last weeks`}
        captionHidden
        columns={[
          { heading: 'Week from', nowrap: true },
          { heading: 'Planned', numeric: true },
          { heading: 'Delivered', numeric: true },
        ]}
        rows={weeks.map(({ weekStart, planned, delivered }) => [
          formatShortDay(weekStart),
          formatQuantity(planned),
          formatQuantity(delivered),
        ])}
      />
    </>
  )
}

/** Only for drawing: what is exact stands in the table. */
function heightOf(units: Quantity): number {
  return Number(units) / Number(PARTS_PER_UNIT)
}
