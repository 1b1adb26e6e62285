import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds, formatShortDay } from '../../../../../core/format.ts'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { BarChart } from '../../../../../platform/web/charts/bar-chart.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Remittance, RemittanceName, RemittanceShare } from '../../../store/remittances.ts'
import { periodWords } from '../../shared/remittance-words.ts'

export const ROWS = 50
/** A year of four-weekly payments. */
const BARS = 13

interface RemittancesProps {
  readonly rows: readonly Remittance[]
  readonly today: LocalDate
  readonly view: ViewContext
}

export function RemittancesPage({ rows, today, view }: RemittancesProps) {
  const shown = rows.slice(0, ROWS)
  return (
    <Page heading="Remittances" view={view} wide>
      <p class="govuk-body">
        A remittance says what one payment to your bank account was for, person by person and line by line.
      </p>
      {shown.length < 2 ? null : <Chart rows={shown.slice(0, BARS)} />}
      <ResponsiveTable
        caption="Payments, newest first"
        classes="portal-dense"
        columns={[
          { heading: 'In your bank', nowrap: true },
          { heading: 'Remittance', nowrap: true },
          { heading: 'Period' },
          { heading: 'Lines', numeric: true },
          { heading: 'Recovered', numeric: true },
          { heading: 'Carried', numeric: true },
          { heading: 'To your bank', numeric: true },
        ]}
        rows={shown.map((one) => [
          <PaidOn day={one.paidOn} today={today} />,
          <RemittanceLink remittance={one} />,
          periodWords(one),
          formatPounds(one.lines),
          formatPounds(one.recovered),
          formatPounds(one.carried),
          formatPounds(one.paid),
        ])}
        empty="Nothing has been paid yet. A remittance appears here on the day the council releases a payment."
      />
      <Next rows={rows} />
    </Page>
  )
}

interface SharesProps {
  readonly rows: readonly RemittanceShare[]
  readonly today: LocalDate
  readonly view: ViewContext
}

/** For a person who sees some services only: what came for those. */
export function RemittanceSharesPage({ rows, today, view }: SharesProps) {
  return (
    <Page heading="Remittances" view={view} wide>
      <p class="govuk-body">
        You see the lines of the services you work for. The payment to the bank covers the whole organisation.
      </p>
      <ResponsiveTable
        caption="Payments with lines of your services, newest first"
        columns={[
          { heading: 'In your bank' },
          { heading: 'Remittance' },
          { heading: 'Period' },
          { heading: 'Lines', numeric: true },
          { heading: 'For your services', numeric: true },
        ]}
        rows={rows
          .slice(0, ROWS)
          .map((one) => [
            <PaidOn day={one.paidOn} today={today} />,
            <RemittanceLink remittance={one} />,
            periodWords(one),
            String(one.lineCount),
            formatPounds(one.lines),
          ])}
        empty="Nothing has been paid yet for the services you see."
      />
      <Next rows={rows} />
    </Page>
  )
}

function PaidOn({ day, today }: { readonly day: LocalDate; readonly today: LocalDate }) {
  if (day <= today) return <>{formatDay(day)}</>
  return (
    <>
      {formatDay(day)} <Tag>On its way</Tag>
    </>
  )
}

function RemittanceLink({ remittance: { id, reference } }: { readonly remittance: RemittanceName }) {
  return (
    <a class="govuk-link" href={`/provider/remittances/${id}`}>
      {reference}
    </a>
  )
}

function Next({ rows }: { readonly rows: readonly RemittanceName[] }) {
  const last = rows.length > ROWS ? rows[ROWS - 1] : undefined
  if (last === undefined) return null
  return <Pagination next={{ href: `/provider/remittances?after=${last.paidOn}_${last.id}` }} />
}

function Chart({ rows }: { readonly rows: readonly Remittance[] }) {
  return (
    <BarChart
      id="payments"
      title="Payments to your bank, oldest first"
      bars={rows.toReversed().map((one) => ({
        id: one.id,
        label: formatShortDay(one.paidOn).replace(/ \d{4}$/, ''),
        height: Number(one.paid) / 100,
        text: `${formatDay(one.paidOn)}: ${formatPounds(one.paid)}`,
      }))}
      tickText={(pounds) => `£${pounds.toLocaleString('en-GB')}`}
    />
  )
}
