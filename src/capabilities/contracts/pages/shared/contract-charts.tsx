import { formatPounds, formatQuantity, formatShortDay } from '../../../../core/format.ts'
import { PARTS_PER_UNIT, type Quantity } from '../../../../core/money.ts'
import { BarChart } from '../../../../platform/web/charts/bar-chart.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { ContractPeriod, ContractWeek } from '../../store/contract-figures.ts'

interface ContractChartsProps {
  readonly weeks: readonly ContractWeek[]
  readonly periods: readonly ContractPeriod[]
}

/** What was delivered and what was priced under one contract: drawn, and beneath each drawing its figures. */
export function ContractCharts({ weeks, periods }: ContractChartsProps) {
  return (
    <>
      {[...Map.groupBy(weeks, ({ unit }) => unit)].map(([unit, own]) => (
        <Delivered unit={unit} weeks={own} />
      ))}
      {periods.some(({ pence }) => pence !== 0n) ? <Priced periods={periods} /> : null}
    </>
  )
}

type DeliveredProps = Pick<ContractWeek, 'unit'> & Pick<ContractChartsProps, 'weeks'>

function Delivered({ unit, weeks }: DeliveredProps) {
  const title = `Planned and delivered ${unit}s, week by week`
  return (
    <>
      <BarChart
        id={`delivered-${unit}`}
        title={title}
        legend={['Planned', 'Delivered']}
        tickText={(value) => value.toLocaleString('en-GB')}
        bars={weeks.map(({ weekStart, planned, delivered }) => ({
          id: weekStart,
          label: dayText(weekStart),
          height: heightOf(planned),
          text: `Week from ${formatShortDay(weekStart)}: ${formatQuantity(planned)} planned`,
          beside: {
            height: heightOf(delivered),
            text: `Week from ${formatShortDay(weekStart)}: ${formatQuantity(delivered)} delivered`,
          },
        }))}
      />
      <ResponsiveTable
        caption={`${title}, as a table`}
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

function Priced({ periods }: Pick<ContractChartsProps, 'periods'>) {
  return (
    <>
      <BarChart
        id="priced"
        title="Priced for each period"
        tickText={(value) => `£${value.toLocaleString('en-GB')}`}
        bars={periods.map(({ periodId, name, startsOn, pence }) => ({
          id: periodId,
          label: dayText(startsOn),
          height: Math.max(0, Number(pence) / 100),
          text: `${name}: ${formatPounds(pence)}`,
        }))}
      />
      <ResponsiveTable
        caption="Priced for each period, as a table"
        captionHidden
        columns={[{ heading: 'Period' }, { heading: 'Priced', numeric: true }]}
        rows={periods.map(({ name, pence }) => [name, formatPounds(pence)])}
      />
      <p class="govuk-body">
        What was priced for care on days of the period, with later corrections of it. A period that is under way is not
        priced yet.
      </p>
    </>
  )
}

/** '31 Mar' */
function dayText(day: ContractWeek['weekStart']): string {
  return formatShortDay(day).replace(/ \d{4}$/u, '')
}

/** Only for drawing: what is exact stands in the table. */
function heightOf(units: Quantity): number {
  return Number(units) / Number(PARTS_PER_UNIT)
}
